namespace Tureen.Engine.Events;

/// <summary>The engine paused or resumed a producer or data producer, as its original at the other end of a pipe was.</summary>
internal sealed record ProducerPausedEvent(string TargetId, bool IsPaused) : EngineEvent(TargetId);
