namespace Tureen.Engine.Events;

/// <summary>mediasoup's consumer "producerclose".</summary>
internal sealed record ConsumerProducerClosedEvent(string TargetId) : EngineEvent(TargetId);
