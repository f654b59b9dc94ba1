using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a data producer (mediasoup DataProducerDump).</summary>
public sealed record DataProducerDump
{
    /// <summary>The data producer's id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>How it carries its messages.</summary>
    [JsonPropertyName("type")]
    public required DataProducerType Type { get; init; }

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

    /// <summary>Whether it is paused.</summary>
    [JsonPropertyName("paused")]
    public required bool Paused { get; init; }
}
