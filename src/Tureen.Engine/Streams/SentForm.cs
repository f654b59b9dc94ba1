using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>
/// What one consumer wrote over packets that it sent. Packets that were changed alike and were not sent again have one in common; a packet that
/// was sent again has its own.
/// </summary>
internal struct SentForm
{
    /// <summary>When the packet was last sent again; meaningless before that.</summary>
    public Timestamp ResentAt;

    public PayloadRewrite Rewrite;

    /// <summary>What was added to the RTP timestamp.</summary>
    public uint TimestampOffset;

    /// <summary>Packets that have this form. In a form that nobody has, the next such form.</summary>
    public ushort Packets;

    /// <summary>How often the packet was sent again, up to 255.</summary>
    public byte ResentTimes;
}
