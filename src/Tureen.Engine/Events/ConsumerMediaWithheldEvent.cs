namespace Tureen.Engine.Forwarding;

/// <summary>A consumer waited in vain for a key frame and goes on without one.</summary>
internal sealed record ConsumerMediaWithheldEvent(string TargetId, MediaWithheldReason Reason) : EngineEvent(TargetId);
