using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Rooms.Protoo;

/// <summary>Writes protoo frames.</summary>
internal static class ProtooFrame
{
    public static byte[] Request(int id, string method, JsonNode? data) => Write(writer =>
    {
        writer.WriteBoolean("request", true);
        writer.WriteNumber("id", id);
        writer.WriteString("method", method);
        WriteData(writer, data);
    });

    public static byte[] Success(int id, JsonNode? data) => Write(writer =>
    {
        writer.WriteBoolean("response", true);
        writer.WriteNumber("id", id);
        writer.WriteBoolean("ok", true);
        WriteData(writer, data);
    });

    public static byte[] Error(int id, int code, string reason) => Write(writer =>
    {
        writer.WriteBoolean("response", true);
        writer.WriteNumber("id", id);
        writer.WriteNumber("errorCode", code);
        writer.WriteString("errorReason", reason);
    });

    public static byte[] Notification(string method, JsonNode? data) => Write(writer =>
    {
        writer.WriteBoolean("notification", true);
        writer.WriteString("method", method);
        WriteData(writer, data);
    });

    private static byte[] Write(Action<Utf8JsonWriter> writeBody)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeBody(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteData(Utf8JsonWriter writer, JsonNode? data)
    {
        writer.WritePropertyName("data");
        if (data is null)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
            return;
        }

        data.WriteTo(writer);
    }
}
