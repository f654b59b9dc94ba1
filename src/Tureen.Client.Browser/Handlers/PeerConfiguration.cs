using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Handlers;

/// <summary>The configuration and the reports of an RTCPeerConnection, in the browser's JSON.</summary>
internal static class PeerConfiguration
{
    /// <summary>Settings that the application cannot change, because descriptions are written for these.</summary>
    private static readonly string[] Fixed = ["iceServers", "iceTransportPolicy", "bundlePolicy", "rtcpMuxPolicy"];

    public static string Write(HandlerOptions options, IReadOnlyList<IceServer> iceServers)
    {
        JsonObject configuration = new()
        {
            ["iceServers"] = Servers(iceServers),
            ["iceTransportPolicy"] = options.IceTransportPolicy.ToWireString(),
            ["bundlePolicy"] = "max-bundle",
            ["rtcpMuxPolicy"] = "require",
        };
        foreach ((string name, JsonElement value) in options.AdditionalSettings ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            if (!Fixed.Contains(name, StringComparer.Ordinal))
            {
                configuration[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return configuration.ToJsonString();
    }

    public static string Write(IReadOnlyList<IceServer> iceServers) => Servers(iceServers).ToJsonString();

    /// <summary>Browsers without a connection state report that of ICE.</summary>
    public static ConnectionState? ConnectionStateOf(string iceConnectionState) => iceConnectionState switch
    {
        "checking" => ConnectionState.Connecting,
        "connected" or "completed" => ConnectionState.Connected,
        "failed" => ConnectionState.Failed,
        "disconnected" => ConnectionState.Disconnected,
        "closed" => ConnectionState.Closed,
        _ => null,
    };

    public static IceCandidateError ReadError(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement error = document.RootElement;
        return new IceCandidateError(Text("url"), Text("address"), Number("port"), Number("errorCode") ?? 0, Text("errorText") ?? "");

        string? Text(string name) =>
            error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        int? Number(string name) =>
            error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? (int)value.GetDouble() : null;
    }

    private static JsonArray Servers(IReadOnlyList<IceServer> iceServers)
    {
        JsonArray servers = [];
        foreach (IceServer server in iceServers)
        {
            JsonArray urls = [];
            foreach (string url in server.Urls)
            {
                urls.Add((JsonNode)url);
            }

            JsonObject one = new() { ["urls"] = urls };
            if (server.Username is not null)
            {
                one["username"] = server.Username;
            }

            if (server.Credential is not null)
            {
                one["credential"] = server.Credential;
            }

            servers.Add((JsonNode)one);
        }

        return servers;
    }
}
