using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>How a transport finds the producer of a packet.</summary>
public sealed record RtpListenerDump
{
    /// <summary>Producer ids by SSRC.</summary>
    [JsonPropertyName("ssrcTable")]
    public IReadOnlyList<DumpEntry<uint, string>> SsrcTable { get; init; } = [];

    /// <summary>Producer ids by MID.</summary>
    [JsonPropertyName("midTable")]
    public IReadOnlyList<DumpEntry<string, string>> MidTable { get; init; } = [];

    /// <summary>Producer ids by RID.</summary>
    [JsonPropertyName("ridTable")]
    public IReadOnlyList<DumpEntry<string, string>> RidTable { get; init; } = [];
}
