using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>One packet for one consumer: the shared bytes, and what differs from them.</summary>
internal readonly ref struct OutgoingRtp
{
    public required SharedRtpPacket Packet { get; init; }

    public required OutgoingStream Stream { get; init; }

    public required byte PayloadType { get; init; }

    public required ushort SequenceNumber { get; init; }

    public required uint RtpTimestamp { get; init; }

    public required bool Marker { get; init; }

    /// <summary>What the consumer negotiated for its headers, with its MID.</summary>
    public required ConsumerHeader Header { get; init; }

    /// <summary>Bytes that stand before the rest of the payload: an RTX sequence number, a rewritten payload descriptor.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>How many bytes of the shared payload <see cref="Prefix"/> stands for.</summary>
    public int ReplacedLength { get; init; }

    /// <summary>The dependency descriptor in place of the packet's own; empty to keep that.</summary>
    public ReadOnlySpan<byte> DependencyDescriptor { get; init; }

    /// <summary>What made <see cref="Prefix"/> and <see cref="DependencyDescriptor"/>, so that they can be made again for a packet that waits.</summary>
    public PayloadRewrite Rewrite { get; init; }

    /// <summary>
    /// Gets the send time and the transport-wide sequence number, where they were negotiated. A packet that may be sent again under the same SRTP index gets them only
    /// where its stream keeps them (<see cref="OutgoingStream.Stamps"/>) and then gets the same: other header bytes under one nonce would give the authentication
    /// key away (RFC 7714 §8.4).
    /// </summary>
    public bool IsStamped { get; init; }

    /// <summary>Counted as a retransmission.</summary>
    public bool IsRtx { get; init; }
}
