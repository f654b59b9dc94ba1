using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>How fast video may leave a transport, and what waits for its turn.</summary>
public sealed record CongestionPacingDump
{
    /// <summary>Bits per second at which packets leave.</summary>
    [JsonPropertyName("bitrate")]
    public long Bitrate { get; init; }

    /// <summary>Bytes that may leave at once after a pause.</summary>
    [JsonPropertyName("depth")]
    public long Depth { get; init; }

    /// <summary>Packets that wait.</summary>
    [JsonPropertyName("packets")]
    public int Packets { get; init; }

    /// <summary>Their bytes.</summary>
    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    /// <summary>How long the oldest of them has waited, in milliseconds; 0 without any.</summary>
    [JsonPropertyName("longestWait")]
    public double LongestWait { get; init; }
}
