namespace Tureen.Audio;

/// <summary>Samples that were received.</summary>
/// <param name="Samples">Mono samples; valid until the next read.</param>
/// <param name="SampleRate">How many there are a second.</param>
/// <param name="Kind">Where they come from.</param>
/// <param name="CaptureTime">When the first of them was captured, by the clock of the server; null if not known.</param>
/// <param name="Waited">How long ago the packet of the first sample arrived; null where there is no packet.</param>
public readonly record struct AudioFrame(
    ReadOnlyMemory<short> Samples, int SampleRate, AudioFrameKind Kind, DateTimeOffset? CaptureTime, TimeSpan? Waited);
