using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tureen.Rooms.Protoo;

namespace Tureen.Rooms.Signaling;

/// <summary>The data of a request: anything may be missing or of another type.</summary>
internal readonly struct RequestData(JsonElement data)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>A member; of kind undefined when there is none.</summary>
    public JsonElement this[string name] =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out JsonElement value) ? value : default;

    public bool Has(string name) => this[name].ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsTrue(string name) => this[name].ValueKind == JsonValueKind.True;

    public bool IsFalse(string name) => this[name].ValueKind == JsonValueKind.False;

    /// <summary>Null when it is no string.</summary>
    /// <exception cref="ProtooException">It is a string that is no Unicode, such as half a surrogate.</exception>
    public string? Text(string name)
    {
        try
        {
            return this[name] is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            throw new ProtooException($"invalid {name}");
        }
    }

    /// <summary>Null when it is no whole number.</summary>
    public int? Number(string name) =>
        this[name] is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : null;

    /// <summary>A copy; empty when it is no object.</summary>
    /// <exception cref="ProtooException">It cannot be written again, so the server could not send it to anybody else.</exception>
    public JsonObject ObjectOrEmpty(string name)
    {
        if (this[name] is not { ValueKind: JsonValueKind.Object } value)
        {
            return [];
        }

        try
        {
            // Nodes read their text late: names that occur twice and half surrogates would fail when they are sent.
            return JsonNode.Parse(Encode(value), null, Strict)!.AsObject();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ProtooException($"invalid {name}");
        }
    }

    /// <summary>All of it as an object of the API; null when there is nothing.</summary>
    /// <exception cref="JsonException">It is another object.</exception>
    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class
        => data.ValueKind == JsonValueKind.Undefined ? null : data.Deserialize(type);

    public RequestData Member(string name) => new(this[name]);

    private static byte[] Encode(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
