namespace Tureen.Engine.Events;

/// <summary>mediasoup's consumer "producerpause" and "producerresume".</summary>
internal sealed record ConsumerProducerPausedEvent(string TargetId, bool IsPaused) : EngineEvent(TargetId);
