using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>What producers and consumers need of the transport that carries them.</summary>
internal interface IMediaTransport
{
    string Id { get; }

    bool IsConnected { get; }

    /// <summary>The share of the packet slab that its received packets may occupy.</summary>
    PacketShare PacketShare { get; }

    /// <summary>Encrypts one RTP packet from the shared bytes into the send batch.</summary>
    void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink);

    /// <summary>Encrypts and sends one RTCP compound packet.</summary>
    void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink);

    /// <summary>Frees the state of a received SSRC that no stream of a producer uses any more.</summary>
    void ForgetSource(uint ssrc);

    /// <summary>Whether it chooses the layers of its consumers, because it knows how much it may send.</summary>
    bool ManagesBitrate => false;

    /// <summary>A consumer wants other layers than before, or can have others: they are chosen anew.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isRaised">Whether somebody wants more than before, so that it is worth a probe.</param>
    /// <param name="sink">Takes what is sent.</param>
    void HandleBitrateNeed(Timestamp now, bool isRaised, IDatagramSink sink)
    {
    }

    /// <summary>Whether the path may take a packet of about this length that was sent before.</summary>
    bool TryTakeResend(Timestamp now, int length) => true;

    /// <summary>Discards the packets of streams that wait for their turn: a key frame follows them, or nothing.</summary>
    void DiscardPaced(ReadOnlySpan<OutgoingStream> streams)
    {
    }

    /// <summary>How long it takes until the peer can answer what is sent now, as far as is known.</summary>
    TimeSpan GetFeedbackDelay(Timestamp now) => TimeSpan.Zero;

    /// <summary>Removes a consumer whose producer is gone.</summary>
    void CloseConsumer(ConsumerCore consumer);
}
