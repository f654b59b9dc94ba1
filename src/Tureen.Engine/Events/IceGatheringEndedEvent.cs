namespace Tureen.Engine.Events;

/// <summary>Every STUN and TURN server of a client has answered or was given up.</summary>
internal sealed record IceGatheringEndedEvent(string TargetId) : EngineEvent(TargetId);
