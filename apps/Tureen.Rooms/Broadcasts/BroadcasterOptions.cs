using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>What a broadcaster says about itself.</summary>
/// <param name="Id">Its own among the broadcasters and peers of the room.</param>
/// <param name="DisplayName">What the peers see.</param>
/// <param name="Device">Marked as that of a broadcaster.</param>
/// <param name="Capabilities">What it can receive; null when it only sends.</param>
/// <param name="RemoteAddress">Where the request came from.</param>
internal sealed record BroadcasterOptions(
    string Id,
    string DisplayName,
    JsonObject Device,
    RtpCapabilities? Capabilities,
    string RemoteAddress)
{
    /// <exception cref="BroadcastException">Something is missing or of another type.</exception>
    /// <exception cref="MediasoupTypeException">The capabilities are wrong.</exception>
    public static BroadcasterOptions Read(RequestData body, string remoteAddress)
    {
        JsonObject device = body.ObjectOrEmpty("device");
        if (body.Member("device").Text("name") is not { Length: > 0 })
        {
            throw BroadcastException.Invalid("missing device.name");
        }

        device["flag"] = "broadcaster";
        return new BroadcasterOptions(
            Text(body, "id"), Text(body, "displayName"), device, ReadCapabilities(body["rtpCapabilities"]), remoteAddress);
    }

    private static string Text(RequestData body, string name)
    {
        string text = body.Text(name) ?? string.Empty;
        return text.Length is > 0 and <= RoomLimits.MaxIdLength ? text : throw BroadcastException.Invalid($"missing or too long {name}");
    }

    private static RtpCapabilities? ReadCapabilities(JsonElement capabilities) => capabilities.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => OrtcJson.Deserialize<RtpCapabilities>(capabilities),
        _ => throw BroadcastException.Invalid("wrong rtpCapabilities"),
    };
}
