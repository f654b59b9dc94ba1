using System.Text.Json.Nodes;

namespace Tureen.Rooms.V2;

/// <summary>Reads a text of a message that nobody has checked yet.</summary>
internal static class MessageText
{
    /// <summary>Null when it is no text, or the message cannot be read.</summary>
    public static string? Of(JsonObject message, string name)
    {
        try
        {
            return message[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
