using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>
/// Lets every <c>System.Text.Json</c> caller use a type's own JSON. A wrong shape is a <see cref="JsonException"/> there, as frameworks expect it
/// (ASP.NET Core answers 400); <see cref="OrtcJson"/> throws <see cref="MediasoupTypeException"/>.
/// </summary>
/// <typeparam name="T">The parameter type.</typeparam>
public sealed class OrtcJsonConverter<T> : JsonConverter<T>
    where T : IOrtcJson<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            return T.FromJson(document.RootElement);
        }
        catch (MediasoupTypeException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
