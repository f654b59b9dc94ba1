namespace Tureen;

/// <summary>The quality of the streams of an accepted producer's original, where its router receives them.</summary>
/// <param name="Producer">The accepted producer.</param>
/// <param name="Scores">0 (nothing arrives) to 10 (perfect), one for each encoding.</param>
public sealed record PipeSourceScores(Producer Producer, IReadOnlyList<int> Scores);
