using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tureen.Ortc;

/// <summary>
/// The members of one JSON object, read with JavaScript's idea of truth: an optional member that is null, false, 0 or
/// an empty string counts as not given, for a member of any type.
/// </summary>
internal readonly struct JsonFields
{
    private readonly JsonElement _element;
    private readonly string _owner;

    private JsonFields(JsonElement element, string owner)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new MediasoupTypeException($"{owner} is not an object");
        }

        _element = element;
        _owner = owner;
    }

    public JsonElement.ObjectEnumerator Members => _element.EnumerateObject();

    /// <summary>Reads an object; text that is not valid Unicode is a type error, as any other wrong value is.</summary>
    public static T Read<T>(JsonElement element, string owner, Func<JsonFields, T> read)
    {
        try
        {
            return read(new JsonFields(element, owner));
        }
        catch (InvalidOperationException error)
        {
            throw new MediasoupTypeException($"invalid text in {owner}", error);
        }
    }

    public string RequiredString(string name)
        => Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Missing(name);

    public string? OptionalString(string name)
    {
        JsonElement value = Get(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString() : NotGiven<string>(value, name);
    }

    public long RequiredInteger(string name, long min, long max)
    {
        JsonElement value = Get(name);
        return value.ValueKind == JsonValueKind.Number ? Integer(value, name, min, max) : throw Missing(name);
    }

    public long? OptionalInteger(string name, long min, long max)
    {
        JsonElement value = Get(name);
        if (value.ValueKind == JsonValueKind.Number)
        {
            return Integer(value, name, min, max);
        }

        NotGiven<string>(value, name);
        return null;
    }

    public int RequiredInt32(string name) => (int)RequiredInteger(name, int.MinValue, int.MaxValue);

    public int? OptionalInt32(string name) => (int?)OptionalInteger(name, int.MinValue, int.MaxValue);

    public uint RequiredUInt32(string name) => (uint)RequiredInteger(name, 0, uint.MaxValue);

    public uint? OptionalUInt32(string name) => (uint?)OptionalInteger(name, 0, uint.MaxValue);

    public double? OptionalDouble(string name)
    {
        JsonElement value = Get(name);
        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Invalid(name);
        }

        NotGiven<string>(value, name);
        return null;
    }

    public bool? OptionalBoolean(string name)
    {
        JsonElement value = Get(name);
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        NotGiven<string>(value, name);
        return null;
    }

    /// <summary>Reads a member whose wrong type is ignored instead of refused.</summary>
    public bool? TolerantBoolean(string name)
        => Get(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>Reads a member whose wrong type is ignored instead of refused.</summary>
    public int? TolerantInt32(string name)
        => Get(name) is { ValueKind: JsonValueKind.Number } ? RequiredInt32(name) : null;

    /// <summary>Reads a member whose wrong type is ignored instead of refused.</summary>
    public double? TolerantDouble(string name)
        => Get(name) is { ValueKind: JsonValueKind.Number } value
            && value.TryGetDouble(out double number) && double.IsFinite(number)
                ? number
                : null;

    /// <summary>Reads a member whose wrong type is ignored instead of refused.</summary>
    public string? TolerantString(string name)
        => Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public T RequiredEnum<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string name)
        where T : struct, Enum
        => OptionalEnum<T>(name) ?? throw Missing(name);

    public T? OptionalEnum<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string name)
        where T : struct, Enum
    {
        string? text = OptionalString(name);
        return string.IsNullOrEmpty(text) ? null : WireEnum.TryParse(text, out T value) ? value : throw Invalid(name);
    }

    public List<T> RequiredList<T>(string name)
        where T : IOrtcJson<T>
        => OptionalList<T>(name) ?? throw Missing(name);

    public List<T>? OptionalList<T>(string name)
        where T : IOrtcJson<T>
    {
        JsonElement value = Get(name);
        return value.ValueKind == JsonValueKind.Array ? ReadList<T>(value) : NotGiven<List<T>>(value, name);
    }

    /// <summary>Reads a member whose wrong type is ignored instead of refused.</summary>
    public List<T>? TolerantList<T>(string name)
        where T : IOrtcJson<T>
        => Get(name) is { ValueKind: JsonValueKind.Array } value ? ReadList<T>(value) : null;

    public T? OptionalObject<T>(string name)
        where T : class, IOrtcJson<T>
    {
        JsonElement value = Get(name);
        return value.ValueKind == JsonValueKind.Object ? T.FromJson(value) : NotGiven<T>(value, name);
    }

    /// <summary>Reads a member whose wrong type is ignored instead of refused.</summary>
    public T? TolerantObject<T>(string name)
        where T : class, IOrtcJson<T>
        => Get(name) is { ValueKind: JsonValueKind.Object } value ? T.FromJson(value) : null;

    private static List<T> ReadList<T>(JsonElement array)
        where T : IOrtcJson<T>
    {
        var list = new List<T>(array.GetArrayLength());
        foreach (JsonElement item in array.EnumerateArray())
        {
            list.Add(T.FromJson(item));
        }

        return list;
    }

    private static bool IsFalsy(JsonElement value)
        => value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => true,
            JsonValueKind.String => value.ValueEquals(string.Empty),
            JsonValueKind.Number => value.TryGetDouble(out double number) && number == 0,
            _ => false,
        };

    private JsonElement Get(string name) => _element.TryGetProperty(name, out JsonElement value) ? value : default;

    private T? NotGiven<T>(JsonElement value, string name)
        where T : class
        => IsFalsy(value) ? null : throw Invalid(name);

    private long Integer(JsonElement value, string name, long min, long max)
    {
        // JavaScript has no integers, so 1.0 and 1e3 are as good as 1 and 1000.
        if (!value.TryGetInt64(out long number))
        {
            if (!value.TryGetDouble(out double real) || !double.IsInteger(real) || Math.Abs(real) > 1L << 53)
            {
                throw Invalid(name);
            }

            number = (long)real;
        }

        return number >= min && number <= max ? number : throw Invalid(name);
    }

    private MediasoupTypeException Missing(string name) => new($"missing or invalid {_owner}.{name}{Given(name)}");

    private MediasoupTypeException Invalid(string name) => new($"invalid {_owner}.{name}{Given(name)}");

    /// <summary>The value as it was given, shortened, since anybody may have sent it.</summary>
    private string Given(string name)
    {
        const int MaxLength = 40;
        JsonElement value = Get(name);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            return "";
        }

        string text = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? $"an {value.ValueKind}" : value.GetRawText();
        return $": {(text.Length <= MaxLength ? text : text[..MaxLength] + "…")}";
    }
}
