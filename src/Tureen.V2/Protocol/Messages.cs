using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>Writes messages to peers, and checks the envelope of messages from them.</summary>
internal static class Messages
{
    public static JsonObject Notification(string method) => new()
    {
        ["method"] = method,
        ["target"] = "peer",
        ["notification"] = true,
    };

    /// <summary>The method of a request.</summary>
    /// <exception cref="MediasoupTypeException">It is none.</exception>
    public static string MethodOfRequest(JsonObject request)
    {
        Check.That(!request.IsTruthy("notification"), "not a request");
        return request.Text("method") ?? throw new MediasoupTypeException("wrong/missing request method");
    }

    /// <summary>The method of a notification.</summary>
    /// <exception cref="MediasoupTypeException">It is none.</exception>
    public static string MethodOfNotification(JsonObject notification)
    {
        Check.That(notification.Boolean("notification") == true, "not a notification");
        return notification.Text("method") ?? throw new MediasoupTypeException("wrong/missing notification method");
    }
}
