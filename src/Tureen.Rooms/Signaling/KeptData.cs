using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Signaling;

/// <summary>The data that the server keeps for one client, and the limits of their lengths. Runs on the room's loop.</summary>
internal sealed class KeptData(SignalingMemory memory)
{
    private long _bytes;
    private bool _isClosed;

    /// <summary>Reads a text whose length is bounded.</summary>
    /// <exception cref="ProtooException">It is too long.</exception>
    public static string Text(string text, int maxLength, string name) =>
        Encoding.UTF8.GetByteCount(text) <= maxLength ? text : throw TooLong(name, maxLength);

    /// <summary>Reads an object whose length is bounded; empty when there is none.</summary>
    /// <exception cref="ProtooException">It is too long, or cannot be written again.</exception>
    public static JsonObject Object(RequestData data, string name, int maxLength)
    {
        JsonObject copy = data.ObjectOrEmpty(name);
        return LengthOf(copy) <= maxLength ? copy : throw TooLong(name, maxLength);
    }

    /// <summary>Reads any JSON whose length is bounded.</summary>
    /// <exception cref="ProtooException">It is too long.</exception>
    public static JsonElement Element(RequestData data, string name, int maxLength) =>
        LengthOf(data[name]) <= maxLength ? data[name] : throw TooLong(name, maxLength);

    /// <summary>Copies JSON of the application or of a host, whose length is bounded, such that it can be sent; null when there is none.</summary>
    /// <exception cref="ProtooException">It is too long, or cannot be written.</exception>
    public static JsonNode? Copy(JsonNode? node, int maxLength, string name)
    {
        try
        {
            // Nodes read their text late: names that occur twice and half surrogates would fail when they are sent.
            return node is null || LengthOf(node) <= maxLength ? JsonNode.Parse(node?.ToJsonString() ?? "null") : throw TooLong(name, maxLength);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ProtooException(StatusCodes.Status400BadRequest, $"{name} is no JSON that can be sent");
        }
    }

    /// <summary>Bytes of it as it is sent.</summary>
    public static int LengthOf(JsonNode node) => Encoding.UTF8.GetByteCount(node.ToJsonString());

    /// <summary>Bytes of it as it came.</summary>
    public static int LengthOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? 0 : JsonMarshal.GetRawUtf8Value(element).Length;

    /// <summary>Keeps more.</summary>
    /// <exception cref="ProtooException">It would be too much, of this client or of all together.</exception>
    public void Keep(long bytes)
    {
        if (_bytes + bytes > RoomLimits.MaxKeptLength)
        {
            throw new ProtooException("too much data to keep for one peer");
        }

        if (_isClosed || !memory.TryKeep(bytes))
        {
            throw new ProtooException(StatusCodes.Status503ServiceUnavailable, "the server has no memory left for this");
        }

        _bytes += bytes;
    }

    /// <summary>Something that was kept is gone.</summary>
    public void Free(long bytes)
    {
        if (!_isClosed)
        {
            _bytes -= bytes;
            memory.Free(bytes);
        }
    }

    /// <summary>All that was kept is gone.</summary>
    public void Close()
    {
        Free(_bytes);
        _isClosed = true;
    }

    private static ProtooException TooLong(string name, int maxLength) =>
        new(StatusCodes.Status400BadRequest, $"{name} is longer than {maxLength} bytes");
}
