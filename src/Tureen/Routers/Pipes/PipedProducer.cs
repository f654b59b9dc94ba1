using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>A producer that one end of a pipe offers, for <see cref="RouterPipe.AcceptAsync"/> of the other end. <see cref="TureenJsonContext"/> has its JSON.</summary>
public sealed record PipedProducer
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

    /// <summary>The id of the producer.</summary>
    [JsonPropertyName("producerId")]
    public required string ProducerId { get; init; }

    /// <summary>Audio or video.</summary>
    [JsonPropertyName("kind")]
    public required MediaKind Kind { get; init; }

    /// <summary>What comes over the pipe.</summary>
    [JsonPropertyName("rtpParameters")]
    public required RtpParameters RtpParameters { get; init; }

    /// <summary>Whether the producer was paused when it was offered; later changes come over the pipe.</summary>
    [JsonPropertyName("paused")]
    public bool Paused { get; init; }
}
