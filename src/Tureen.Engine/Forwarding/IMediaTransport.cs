using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>What producers and consumers need of the transport that carries them.</summary>
internal interface IMediaTransport
{
    string Id { get; }

    bool IsConnected { get; }

    /// <summary>What the packets that it receives may occupy of the packet slab.</summary>
    PacketShare PacketShare { get; }

    /// <summary>Encrypts one RTP packet from the shared bytes into the send batch.</summary>
    void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink);

    /// <summary>Encrypts and sends one RTCP compound packet.</summary>
    void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink);

    /// <summary>Frees what is kept of a received SSRC that no stream of a producer uses any more.</summary>
    void ForgetSource(uint ssrc);

    /// <summary>Takes out a consumer whose producer is gone.</summary>
    void CloseConsumer(ConsumerCore consumer);
}
