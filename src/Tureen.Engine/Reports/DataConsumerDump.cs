using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a data consumer (mediasoup DataConsumerDump).</summary>
public sealed record DataConsumerDump
{
    /// <summary>The data consumer's id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The id of its data producer.</summary>
    [JsonPropertyName("dataProducerId")]
    public required string DataProducerId { get; init; }

    /// <summary>How it carries its messages.</summary>
    [JsonPropertyName("type")]
    public required DataConsumerType Type { get; init; }

    /// <summary>Its SCTP stream; null for type direct.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("sctpStreamParameters")]
    public SctpStreamParameters? SctpStreamParameters { get; init; }

    /// <summary>The label of the data channel.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>The subprotocol of the data channel.</summary>
    [JsonPropertyName("protocol")]
    public required string Protocol { get; init; }

    /// <summary>Bytes that wait on its SCTP stream.</summary>
    [JsonPropertyName("bufferedAmount")]
    public required long BufferedAmount { get; init; }

    /// <summary>The buffered amount, in bytes, at which <c>bufferedamountlow</c> is raised.</summary>
    [JsonPropertyName("bufferedAmountLowThreshold")]
    public required long BufferedAmountLowThreshold { get; init; }

    /// <summary>Whether it is paused itself.</summary>
    [JsonPropertyName("paused")]
    public required bool Paused { get; init; }

    /// <summary>Whether its data producer is paused.</summary>
    [JsonPropertyName("dataProducerPaused")]
    public required bool DataProducerPaused { get; init; }

    /// <summary>The subchannels that it is subscribed to.</summary>
    [JsonPropertyName("subchannels")]
    public required IReadOnlyList<int> Subchannels { get; init; }
}
