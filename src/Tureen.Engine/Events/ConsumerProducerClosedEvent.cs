namespace Tureen.Engine.Forwarding;

/// <summary>mediasoup's consumer "producerclose".</summary>
internal sealed record ConsumerProducerClosedEvent(string TargetId) : EngineEvent(TargetId);
