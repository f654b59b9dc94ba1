using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>
/// The parameters of a codec (its <c>fmtp</c> line in SDP) or of a header extension, in the order in which they were
/// given. Names are compared exactly.
/// </summary>
[JsonConverter(typeof(OrtcJsonConverter<CodecParameters>))]
public sealed class CodecParameters : IOrtcJson<CodecParameters>, IEnumerable<KeyValuePair<string, CodecParameterValue>>
{
    private readonly OrderedDictionary<string, CodecParameterValue> _values = new(StringComparer.Ordinal);

    /// <summary>The number of parameters.</summary>
    public int Count => _values.Count;

    /// <summary>The names of the parameters, in order.</summary>
    public IReadOnlyList<string> Names => _values.Keys;

    /// <summary>Reads or writes a parameter.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The value; undefined if there is no such parameter.</returns>
    public CodecParameterValue this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set => _values[name] = value;
    }

    /// <inheritdoc/>
    public static CodecParameters FromJson(JsonElement json)
        => JsonFields.Read(json, "codec.parameters", static fields =>
        {
            var parameters = new CodecParameters();
            foreach (JsonProperty property in fields.Members)
            {
                parameters[property.Name] = CodecParameterValue.FromJson(property.Value, property.Name);
            }

            return parameters;
        });

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">There is a parameter of that name.</exception>
    public void Add(string name, CodecParameterValue value) => _values.Add(name, value);

    /// <summary>Determines whether a parameter is there.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it is there.</returns>
    public bool ContainsKey(string name) => _values.ContainsKey(name);

    /// <summary>Removes a parameter.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string name) => _values.Remove(name);

    /// <summary>Looks a parameter up.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, if the parameter is there.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryGetValue(string name, [MaybeNullWhen(false)] out CodecParameterValue value)
        => _values.TryGetValue(name, out value);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach ((string name, CodecParameterValue value) in _values)
        {
            value.WriteTo(writer, name);
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public CodecParameters Clone()
    {
        var copy = new CodecParameters();
        foreach ((string name, CodecParameterValue value) in _values)
        {
            copy[name] = value;
        }

        return copy;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, CodecParameterValue>> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
