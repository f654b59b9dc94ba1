using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a data producer (mediasoup DataProducerStat).</summary>
public sealed record DataProducerStats
{
    /// <summary>Always <c>data-producer</c>.</summary>
    [JsonPropertyName("type")]
    public string Type => "data-producer";

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    [JsonPropertyName("timestamp")]
    public required long Timestamp { get; init; }

    /// <summary>The label of the data channel.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>The subprotocol of the data channel.</summary>
    [JsonPropertyName("protocol")]
    public required string Protocol { get; init; }

    /// <summary>Messages received, also while paused.</summary>
    [JsonPropertyName("messagesReceived")]
    public required long MessagesReceived { get; init; }

    /// <summary>Bytes of those messages.</summary>
    [JsonPropertyName("bytesReceived")]
    public required long BytesReceived { get; init; }
}
