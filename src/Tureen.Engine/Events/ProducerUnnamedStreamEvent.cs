namespace Tureen.Engine.Events;

/// <summary>A stream arrives that can only be this producer's, though its packets name neither an announced SSRC nor a RID.</summary>
internal sealed record ProducerUnnamedStreamEvent(string TargetId, uint Ssrc) : EngineEvent(TargetId);
