using Tureen.Audio.Codec;

namespace Tureen.Audio.Receiving;

/// <summary>A frame that waits for its turn.</summary>
/// <param name="Timestamp">Its timestamp, which does not wrap.</param>
/// <param name="Sequence">The number of the packet that it came in, which does not wrap.</param>
/// <param name="Payload">The Opus packet.</param>
/// <param name="Header">What its first bytes say.</param>
/// <param name="IsRepeated">Whether it came in a later packet than its own.</param>
/// <param name="ArrivedAt">When it arrived.</param>
/// <param name="CapturedAt">When it was captured; null if not known.</param>
internal readonly record struct StoredPacket(
    long Timestamp,
    long Sequence,
    ReadOnlyMemory<byte> Payload,
    OpusPacket Header,
    bool IsRepeated,
    TimeSpan ArrivedAt,
    DateTimeOffset? CapturedAt);
