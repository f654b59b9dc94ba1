using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>One entry of a table of lists in a dump.</summary>
/// <param name="Key">An id.</param>
/// <param name="Values">The ids that belong to it.</param>
public sealed record DumpListEntry(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("values")] IReadOnlyList<string> Values);
