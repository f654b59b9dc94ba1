namespace Tureen;

/// <summary>The statistics of a data producer (mediasoup DataProducerStat).</summary>
public sealed record DataProducerStats
{
    /// <summary>Always <c>data-producer</c>.</summary>
    public string Type => "data-producer";

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The label of the data channel.</summary>
    public required string Label { get; init; }

    /// <summary>The subprotocol of the data channel.</summary>
    public required string Protocol { get; init; }

    /// <summary>Messages received, also while paused.</summary>
    public required long MessagesReceived { get; init; }

    /// <summary>Bytes of those messages.</summary>
    public required long BytesReceived { get; init; }
}
