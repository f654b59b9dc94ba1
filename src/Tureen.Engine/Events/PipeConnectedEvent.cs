namespace Tureen.Engine.Events;

/// <summary>The two ends of a pipe have reached each other.</summary>
internal sealed record PipeConnectedEvent(string TargetId) : EngineEvent(TargetId);
