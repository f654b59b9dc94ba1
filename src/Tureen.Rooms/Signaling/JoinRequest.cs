using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;

namespace Tureen.Rooms.Signaling;

/// <summary>What a client says about itself when it joins.</summary>
/// <param name="DisplayName">What the others see.</param>
/// <param name="Device">As the client gave it.</param>
/// <param name="Capabilities">What it can receive; null when it receives no media.</param>
/// <param name="HasSctp">It takes messages.</param>
/// <param name="WaitsInLobby">It knows of lobbies: its answer says at once that it waits.</param>
/// <param name="KeptLength">Bytes that the server keeps of all this.</param>
internal sealed record JoinRequest(string DisplayName, JsonObject Device, RtpCapabilities? Capabilities, bool HasSctp, bool WaitsInLobby, long KeptLength)
{
    /// <exception cref="ProtooException">Something is too long.</exception>
    /// <exception cref="MediasoupTypeException">The capabilities are wrong.</exception>
    public static JoinRequest Read(RequestData data, bool isBweDisabled)
    {
        RtpCapabilities? capabilities = data.Has("rtpCapabilities") ? ReadCapabilities(data, isBweDisabled) : null;
        string name = ReadDisplayName(data) ?? string.Empty;
        JsonObject device = KeptData.Object(data, "device", RoomLimits.MaxDeviceLength);
        long kept = RoomLimits.MaxDisplayNameLength + KeptData.LengthOf(device) + KeptData.LengthOf(data["rtpCapabilities"]);
        return new JoinRequest(name, device, capabilities, data.Has("sctpCapabilities"), data.IsTrue("waitsInLobby"), kept);
    }

    /// <summary>The name in a request; null when there is none.</summary>
    /// <exception cref="ProtooException">It is too long.</exception>
    public static string? ReadDisplayName(RequestData data) =>
        data.Text("displayName") is { } name ? KeptData.Text(name, RoomLimits.MaxDisplayNameLength, "displayName") : null;

    private static RtpCapabilities ReadCapabilities(RequestData data, bool isBweDisabled)
    {
        RtpCapabilities capabilities = OrtcJson.Deserialize<RtpCapabilities>(
            KeptData.Element(data, "rtpCapabilities", RoomLimits.MaxRtpCapabilitiesLength));
        if (isBweDisabled)
        {
            capabilities.HeaderExtensions.RemoveAll(
                extension => extension.Uri is RtpHeaderExtensionUri.AbsSendTime or RtpHeaderExtensionUri.TransportWideCc);
        }

        return capabilities;
    }
}
