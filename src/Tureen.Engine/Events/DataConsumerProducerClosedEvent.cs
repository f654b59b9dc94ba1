namespace Tureen.Engine.Events;

/// <summary>mediasoup's data consumer "dataproducerclose".</summary>
internal sealed record DataConsumerProducerClosedEvent(string TargetId) : EngineEvent(TargetId);
