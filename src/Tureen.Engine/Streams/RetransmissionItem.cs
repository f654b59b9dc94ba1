using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Streams;

/// <summary>A sent packet: the shared bytes and what this consumer wrote over them.</summary>
internal readonly struct RetransmissionItem
{
    /// <summary>Null where there is only a gap.</summary>
    public SharedRtpPacket? Packet { get; init; }

    /// <summary>RTP timestamp as sent.</summary>
    public uint RtpTimestamp { get; init; }

    public ushort SequenceNumber { get; init; }

    public bool Marker { get; init; }

    public PayloadRewrite Rewrite { get; init; }
}
