using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;
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
    /// <summary>The address for which its rooms and transports count.</summary>
    public AddressKey Address { get; private init; } = AddressKey.None;

    /// <summary>Bytes that are kept of it.</summary>
    public long KeptLength { get; private init; }

    /// <exception cref="BroadcastException">Something is missing or of another type.</exception>
    /// <exception cref="MediasoupTypeException">The capabilities are wrong.</exception>
    public static BroadcasterOptions Read(RequestData body, IPAddress? remote)
    {
        JsonObject device = KeptData.Object(body, "device", RoomLimits.MaxDeviceLength);
        if (body.Member("device").Text("name") is not { Length: > 0 })
        {
            throw BroadcastException.Invalid("missing device.name");
        }

        device["flag"] = "broadcaster";
        JsonElement capabilities = KeptData.Element(body, "rtpCapabilities", RoomLimits.MaxRtpCapabilitiesLength);
        return new BroadcasterOptions(
            Text(body, "id", RoomLimits.MaxIdLength),
            Text(body, "displayName", RoomLimits.MaxDisplayNameLength),
            device,
            ReadCapabilities(capabilities),
            remote?.ToString() ?? string.Empty)
        {
            Address = AddressKey.Of(remote),
            KeptLength = RoomLimits.MaxDisplayNameLength + KeptData.LengthOf(device) + KeptData.LengthOf(capabilities),
        };
    }

    private static string Text(RequestData body, string name, int maxLength) => body.Text(name) is { Length: > 0 } text
        ? KeptData.Text(text, maxLength, name)
        : throw BroadcastException.Invalid($"missing {name}");

    private static RtpCapabilities? ReadCapabilities(JsonElement capabilities) => capabilities.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => OrtcJson.Deserialize<RtpCapabilities>(capabilities),
        _ => throw BroadcastException.Invalid("wrong rtpCapabilities"),
    };
}
