namespace Tureen.Engine.Events;

/// <summary>mediasoup's data consumer "dataproducerpause" and "dataproducerresume".</summary>
internal sealed record DataConsumerProducerPausedEvent(string TargetId, bool IsPaused) : EngineEvent(TargetId);
