using System.Text.Json;

namespace Tureen.Rooms.Protoo;

/// <summary>The text of an exception that a client may read: its own mistake, and nothing about the inside of the server.</summary>
internal static class RefusalText
{
    public const string Internal = "internal error";

    public static string Of(Exception exception) => exception switch
    {
        ProtooException or MediasoupException => exception.Message,
        JsonException => "malformed JSON",
        _ => Internal,
    };
}
