using Tureen.Engine.Codecs;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Transports.Media;

/// <summary>A packet that waits for its turn: a lease on the shared bytes and what this consumer writes over them. It is stamped and encrypted when it leaves.</summary>
internal struct PacedPacket
{
    /// <summary>Null in a free slot.</summary>
    public SharedRtpPacket? Packet;

    public OutgoingStream Stream;

    public ConsumerHeader Header;

    public PayloadRewrite Rewrite;

    /// <summary>Since when it waits.</summary>
    public Timestamp HeldAt;

    public uint RtpTimestamp;

    /// <summary>Bytes, about, of the RTP packet.</summary>
    public int Length;

    /// <summary>The slot of the packet behind it; −1 for none.</summary>
    public int Next;

    public ushort SequenceNumber;

    /// <summary>The number under which a packet of an RTX stream was sent first.</summary>
    public ushort OriginalSequenceNumber;

    public byte PayloadType;

    public bool Marker;

    public bool IsStamped;

    /// <summary>Whether it was sent before.</summary>
    public bool IsResent;

    /// <summary>Whether its frame begins with a packet that was seen to begin a key frame.</summary>
    public bool IsKeyFrame;
}
