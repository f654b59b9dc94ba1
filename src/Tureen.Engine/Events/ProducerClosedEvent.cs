namespace Tureen.Engine.Events;

/// <summary>The engine closed a producer or data producer, as its original at the other end of a pipe was.</summary>
internal sealed record ProducerClosedEvent(string TargetId) : EngineEvent(TargetId);
