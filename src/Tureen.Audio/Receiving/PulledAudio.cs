namespace Tureen.Audio.Receiving;

/// <summary>What is known about the samples that were pulled.</summary>
/// <param name="Kind">Where they come from, the worst if they differ.</param>
/// <param name="CapturedAt">When the first of them was captured; null if not known.</param>
/// <param name="Waited">How long ago the packet of the first of them arrived; null where no packet is.</param>
internal readonly record struct PulledAudio(AudioFrameKind Kind, DateTimeOffset? CapturedAt, TimeSpan? Waited);
