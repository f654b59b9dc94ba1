using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>Writes an enum as its wire string; an unknown string is a <see cref="JsonException"/>.</summary>
/// <typeparam name="T">An enum whose members carry <c>JsonStringEnumMemberName</c>.</typeparam>
public sealed class WireEnumConverter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>
    : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String
            ? Parse(reader.GetString())
            : throw new JsonException($"invalid {typeof(T).Name}, a {reader.TokenType}");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToWireString());

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Parse(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WritePropertyName(value.ToWireString());

    private static T Parse(string? text) =>
        WireEnum.TryParse(text, out T value) ? value : throw new JsonException($"invalid {typeof(T).Name} '{text}'");
}
