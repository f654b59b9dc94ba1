namespace Tureen.Engine.Events;

/// <summary>mediasoup's data consumer "bufferedamountlow".</summary>
internal sealed record DataConsumerBufferedAmountLowEvent(string TargetId, long BufferedAmount) : EngineEvent(TargetId);
