using System.Text.Json;

namespace Tureen.Rooms.Protoo;

/// <summary>What a client may read of an exception: what it did wrong, and nothing of the server's inside.</summary>
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
