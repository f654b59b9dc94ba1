using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a data consumer (mediasoup DataConsumerStat).</summary>
public sealed record DataConsumerStats
{
    /// <summary>Always <c>data-consumer</c>.</summary>
    [JsonPropertyName("type")]
    public string Type => "data-consumer";

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    [JsonPropertyName("timestamp")]
    public required long Timestamp { get; init; }

    /// <summary>The label of the data channel.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>The subprotocol of the data channel.</summary>
    [JsonPropertyName("protocol")]
    public required string Protocol { get; init; }

    /// <summary>Messages sent, or queued to be.</summary>
    [JsonPropertyName("messagesSent")]
    public required long MessagesSent { get; init; }

    /// <summary>Bytes of those messages.</summary>
    [JsonPropertyName("bytesSent")]
    public required long BytesSent { get; init; }

    /// <summary>Bytes that wait on its SCTP stream.</summary>
    [JsonPropertyName("bufferedAmount")]
    public required long BufferedAmount { get; init; }
}
