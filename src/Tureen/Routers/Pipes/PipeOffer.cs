using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>
/// Where one end of a pipe is and how to talk to it, for <see cref="RouterPipe.ConnectAsync"/> of the other end. It has the key of the media that the
/// other end receives: send it over an encrypted channel only. <see cref="TureenJsonContext"/> has its JSON.
/// </summary>
public sealed record PipeOffer
{
    /// <summary>The version that this library writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of this value.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The id of the pipe's end.</summary>
    [JsonPropertyName("pipeId")]
    public required string PipeId { get; init; }

    /// <summary>The IP address that it receives at.</summary>
    [JsonPropertyName("ip")]
    public required string Ip { get; init; }

    /// <summary>Its UDP port.</summary>
    [JsonPropertyName("port")]
    public required int Port { get; init; }

    /// <summary>The key of what it sends.</summary>
    [JsonPropertyName("srtpParameters")]
    public required SrtpParameters SrtpParameters { get; init; }

    /// <summary>Its SCTP association.</summary>
    [JsonPropertyName("sctpParameters")]
    public required SctpParameters SctpParameters { get; init; }

    /// <summary>How long it waits for a sign of life before it takes the other end as lost, in milliseconds.</summary>
    [JsonPropertyName("peerTimeoutMs")]
    public required int PeerTimeoutMs { get; init; }
}
