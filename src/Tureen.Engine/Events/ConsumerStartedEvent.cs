namespace Tureen.Engine.Events;

/// <summary>A consumer of one stream sent its first packet.</summary>
internal sealed record ConsumerStartedEvent(string TargetId) : EngineEvent(TargetId);
