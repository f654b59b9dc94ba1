namespace Tureen.Engine.Events;

/// <summary>The other end of a pipe has other scores for a producer that it sends here.</summary>
internal sealed record PipeSourceScoresEvent(string TargetId, string ProducerId, IReadOnlyList<int> Scores) : EngineEvent(TargetId);
