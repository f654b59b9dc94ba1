namespace Tureen.Audio;

/// <summary>A frame that left.</summary>
/// <param name="Position">The number of its first sample, counted from the first that was written; what was cleared counts, too.</param>
/// <param name="Count">How many samples that were written it has; 0 for silence between them.</param>
/// <param name="Level">How loud it is, in −dBov: 0 is the loudest, 127 silence.</param>
public readonly record struct SentAudio(long Position, int Count, int Level);
