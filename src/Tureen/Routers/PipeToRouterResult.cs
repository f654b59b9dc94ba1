namespace Tureen;

/// <summary>What carries a producer, or a data producer, to another router (mediasoup PipeToRouterResult).</summary>
public sealed record PipeToRouterResult
{
    /// <summary>In the first router, sends the producer's media; null for a data producer.</summary>
    public Consumer? PipeConsumer { get; init; }

    /// <summary>In the second router, what can be consumed there; null for a data producer.</summary>
    public Producer? PipeProducer { get; init; }

    /// <summary>In the first router, sends the data producer's messages; null for a producer.</summary>
    public DataConsumer? PipeDataConsumer { get; init; }

    /// <summary>In the second router, what can be consumed there; null for a producer.</summary>
    public DataProducer? PipeDataProducer { get; init; }
}
