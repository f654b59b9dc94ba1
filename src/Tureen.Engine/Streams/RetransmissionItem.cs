using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Streams;

/// <summary>A sent packet: a lease on the shared bytes and what this consumer wrote over them.</summary>
internal struct RetransmissionItem
{
    /// <summary>Null in a slot that only stands for a gap.</summary>
    public SharedRtpPacket? Packet;

    /// <summary>RTP timestamp as sent.</summary>
    public uint RtpTimestamp;

    public ushort SequenceNumber;

    public bool Marker;

    /// <summary>How often the packet was sent again, up to 255.</summary>
    public byte ResentTimes;

    /// <summary>When the packet was last sent again; meaningless before that.</summary>
    public Timestamp ResentAt;

    public PayloadRewrite Rewrite;
}
