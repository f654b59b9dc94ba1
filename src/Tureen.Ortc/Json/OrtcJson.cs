using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tureen.Ortc;

/// <summary>Reads and writes parameter types as mediasoup's JSON.</summary>
public static class OrtcJson
{
    /// <summary>Reads a value from parsed JSON.</summary>
    /// <typeparam name="T">The parameter type.</typeparam>
    /// <param name="json">Any JSON value, also one from an untrusted peer.</param>
    /// <returns>A new value.</returns>
    /// <exception cref="MediasoupTypeException">The JSON has the wrong shape.</exception>
    public static T Deserialize<T>(JsonElement json)
        where T : IOrtcJson<T>
        => T.FromJson(json);

    /// <summary>Reads a value from JSON text.</summary>
    /// <typeparam name="T">The parameter type.</typeparam>
    /// <param name="json">JSON text, also from an untrusted peer.</param>
    /// <returns>A new value.</returns>
    /// <exception cref="MediasoupTypeException">The text is not JSON or has the wrong shape.</exception>
    public static T Deserialize<T>(string json)
        where T : IOrtcJson<T>
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return T.FromJson(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new MediasoupTypeException("not JSON", error);
        }
    }

    /// <summary>Writes a value as JSON text.</summary>
    /// <typeparam name="T">The parameter type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>JSON text.</returns>
    public static string Serialize<T>(T value)
        where T : IOrtcJson<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
