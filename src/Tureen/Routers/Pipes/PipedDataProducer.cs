using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>A data producer that one end of a pipe offers, for <see cref="RouterPipe.AcceptDataAsync"/> of the other end. <see cref="TureenJsonContext"/> has its JSON.</summary>
public sealed record PipedDataProducer
{
    /// <summary>The version of this value.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = PipeOffer.CurrentVersion;

    /// <summary>The id of the end that offers.</summary>
    [JsonPropertyName("pipeId")]
    public required string PipeId { get; init; }

    /// <summary>Which of its offers this is, from 1.</summary>
    [JsonPropertyName("number")]
    public required uint Number { get; init; }

    /// <summary>The id of the data producer.</summary>
    [JsonPropertyName("dataProducerId")]
    public required string DataProducerId { get; init; }

    /// <summary>The SCTP stream on which its messages come over the pipe.</summary>
    [JsonPropertyName("sctpStreamParameters")]
    public required SctpStreamParameters SctpStreamParameters { get; init; }

    /// <summary>The label of the data channel; empty unless set.</summary>
    [JsonPropertyName("label")]
    public string Label { get; init; } = string.Empty;

    /// <summary>The subprotocol of the data channel; empty unless set.</summary>
    [JsonPropertyName("protocol")]
    public string Protocol { get; init; } = string.Empty;

    /// <summary>Whether the data producer was paused when it was offered; later changes come over the pipe.</summary>
    [JsonPropertyName("paused")]
    public bool Paused { get; init; }
}
