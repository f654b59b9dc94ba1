namespace Tureen.Engine.Events;

/// <summary>The engine closed a pipe, because its other end is gone, was never there, or is another one.</summary>
internal sealed record PipeEndedEvent(string TargetId, PipeCloseReason Reason) : EngineEvent(TargetId);
