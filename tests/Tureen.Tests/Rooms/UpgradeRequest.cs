using System.Net;

namespace Tureen.Tests.Rooms;

/// <summary>Asks for a WebSocket as any program can, and shows the answer.</summary>
internal static class UpgradeRequest
{
    /// <summary>The status and the reason of a refusal; an accepted WebSocket ends with the answer.</summary>
    public static async Task<(HttpStatusCode Status, string Reason)> SendAsync(
        Uri server, string pathAndQuery, string? origin = null, string? host = null, string? token = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, pathAndQuery));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Add("Sec-WebSocket-Protocol", "protoo");
        request.Headers.Host = host;
        Add(request, "Origin", origin);
        Add(request, "Authorization", token is null ? null : "Bearer " + token);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        string reason = response.Headers.TryGetValues("X-WebSocket-Reject-Reason", out IEnumerable<string>? values)
            ? values.Single()
            : string.Empty;
        return (response.StatusCode, reason);
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
