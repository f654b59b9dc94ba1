namespace Tureen.Engine.Forwarding;

/// <summary>mediasoup's consumer "producerpause" and "producerresume".</summary>
internal sealed record ConsumerProducerPausedEvent(string TargetId, bool IsPaused) : EngineEvent(TargetId);
