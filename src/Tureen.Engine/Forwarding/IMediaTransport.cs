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

    /// <summary>Removes a consumer whose producer is gone.</summary>
    void CloseConsumer(ConsumerCore consumer);
}
