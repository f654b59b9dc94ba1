using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>How a transport finds the data producer of a message.</summary>
public sealed record SctpListenerDump
{
    /// <summary>Data producer ids by SCTP stream.</summary>
    [JsonPropertyName("streamIdTable")]
    public IReadOnlyList<DumpEntry<int, string>> StreamIdTable { get; init; } = [];
}
