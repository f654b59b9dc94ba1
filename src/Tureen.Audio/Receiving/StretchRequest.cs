namespace Tureen.Audio.Receiving;

/// <summary>What shall happen to the speed, and how.</summary>
/// <param name="Kind">What.</param>
/// <param name="Likeness">How alike two periods must be.</param>
/// <param name="MayDecodeAhead">Whether the next packet may be decoded before its turn.</param>
internal readonly record struct StretchRequest(StretchKind Kind, double Likeness = 0, bool MayDecodeAhead = false);
