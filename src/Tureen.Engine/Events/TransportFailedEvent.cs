namespace Tureen.Engine.Events;

/// <summary>The engine closed a transport and all that it carried, because its packets or deadlines threw too often.</summary>
internal sealed record TransportFailedEvent(string TargetId) : EngineEvent(TargetId);
