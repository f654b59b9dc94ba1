using System.Text.Json;

namespace Tureen.Ortc;

/// <summary>Writes optional members: what is null is left out.</summary>
internal static class JsonWriting
{
    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } boolean)
        {
            writer.WriteBoolean(name, boolean);
        }
    }

    public static void WriteOptional<T>(this Utf8JsonWriter writer, string name, T? value)
        where T : class, IOrtcJson<T>
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    public static void WriteOptionalList<T>(this Utf8JsonWriter writer, string name, List<T>? values)
        where T : IOrtcJson<T>
    {
        if (values is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (T value in values)
        {
            value.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
