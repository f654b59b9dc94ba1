using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>What is known about the SSRC on which a media or RTX stream is received, and about the SSRC that may replace it.</summary>
internal struct StreamBinding()
{
    /// <summary>When a packet of the bound SSRC last came; when it was bound, before the first.</summary>
    public Timestamp SeenAt = Timestamp.Zero;

    /// <summary>When a BYE of the bound SSRC came; <see cref="Timestamp.Never"/> for none.</summary>
    public Timestamp LeftAt = Timestamp.Never;

    /// <summary>The last SSRC that came in place of the announced one, and since when; <see cref="Timestamp.Never"/> for none.</summary>
    public uint Candidate;

    public Timestamp CandidateSince = Timestamp.Never;

    /// <summary>Payload type and number of the last packet of another codec than the stream's, and how many follow each other so.</summary>
    public byte RunPayloadType;

    public ushort RunSequence;

    public int RunLength;

    /// <summary>An SSRC that goes on sending has not left, even after a BYE.</summary>
    public readonly bool HasLeft => !LeftAt.IsNever && SeenAt - LeftAt < EngineLimits.SourceSilence;
}
