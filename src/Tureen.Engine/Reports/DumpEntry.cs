using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>One entry of a table in a dump.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TValue">The type of the value.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record DumpEntry<TKey, TValue>(
    [property: JsonPropertyName("key")] TKey Key,
    [property: JsonPropertyName("value")] TValue Value);
