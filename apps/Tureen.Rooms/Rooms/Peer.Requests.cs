using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

internal sealed partial class Peer
{
    public Task HandleRequestAsync(ProtooRequest request) => _room.Loop.RunAsync(() => DispatchAsync(request));

    /// <summary>Only the modern dialect has notifications of clients.</summary>
    public Task HandleNotificationAsync(string method, JsonElement data) => _room.Loop.RunAsync(async () =>
    {
        if (_isClosed || FindStateChange(method) is not { } change)
        {
            return;
        }

        Dialect = Dialect.Modern;
        try
        {
            RequireJoined();
            await change(new RequestData(data));
        }
        catch (Exception exception)
        {
            _room.Logger.LogDebug("Notification {Method} of peer {PeerId} failed: {Reason}", LogText.Of(method), LogText.Of(Id), LogText.Of(exception.Message));
        }
    });

    private Task DispatchAsync(ProtooRequest request)
    {
        RequireOpen();
        var data = new RequestData(request.Data);
        return request.Method switch
        {
            "getRtcStatsUrl" => GetRtcStatsUrlAsync(request),
            "getRouterRtpCapabilities" => Answer(request, PeerMessages.Capabilities(_room.Router.RtpCapabilities)),
            "ping" => Answer(request, new JsonObject()),
            "join" => JoinAsync(request, data),
            "createWebRtcTransport" => CreateTransportAsync(request, data),
            "connectWebRtcTransport" => ConnectTransportAsync(data),
            "restartIce" => RestartIceAsync(request, data),
            "produce" => ProduceAsync(request, data),
            "produceData" => ProduceDataAsync(request, data),
            "getTransportStats" => GetTransportStatsAsync(request, data),
            "getProducerStats" => GetProducerStatsAsync(request, data),
            "getConsumerStats" => GetConsumerStatsAsync(request, data),
            "getDataProducerStats" => GetDataProducerStatsAsync(request, data),
            "getDataConsumerStats" => GetDataConsumerStatsAsync(request, data),
            "applyNetworkThrottle" or "resetNetworkThrottle" or "stopNetworkThrottle" => throw ThrottleRefused(),
            _ => ChangeStateAsync(request, data),
        };
    }

    private static Task Answer(ProtooRequest request, JsonNode answer)
    {
        request.Accept(answer);
        return Task.CompletedTask;
    }

    private Task GetRtcStatsUrlAsync(ProtooRequest request)
    {
        Dialect = Dialect.Modern;
        return Answer(request, new JsonObject());
    }

    private Task ChangeStateAsync(ProtooRequest request, RequestData data)
    {
        Func<RequestData, Task> change = FindStateChange(request.Method)
            ?? throw new ProtooException($"unknown request.method \"{request.Method}\"");
        RequireJoined();
        return change(data);
    }

    private Task JoinAsync(ProtooRequest request, RequestData data)
    {
        if (IsJoined)
        {
            throw new ProtooException("Peer already joined");
        }

        // 1. What it says, all of it before anything changes.
        RtpCapabilities? capabilities = data.Has("rtpCapabilities") ? ReadCapabilities(data) : null;
        string name = ReadDisplayName(data) ?? string.Empty;
        JsonObject device = KeptData.Object(data, "device", RoomLimits.MaxDeviceLength);
        _kept.Keep(RoomLimits.MaxDisplayNameLength + KeptData.LengthOf(device) + KeptData.LengthOf(data["rtpCapabilities"]));
        _rtpCapabilities = capabilities;
        _hasSctp = data.Has("sctpCapabilities");
        DisplayName = name;
        Device = device;
        IsJoined = true;
        _joinDeadline.Dispose();
        var peers = new JsonArray();
        foreach (IRoomMember other in _room.MembersExcept(this))
        {
            peers.Add(Dialect.Peer(other));
        }

        // 2. The answer goes before the media of the others.
        request.Accept(new JsonObject { ["peers"] = peers, ["reconnectToken"] = ReconnectToken });
        _room.HandleJoined(this);
        return Task.CompletedTask;
    }

    private RtpCapabilities ReadCapabilities(RequestData data)
    {
        RtpCapabilities capabilities = OrtcJson.Deserialize<RtpCapabilities>(
            KeptData.Element(data, "rtpCapabilities", RoomLimits.MaxRtpCapabilitiesLength));
        if (_isBweDisabled)
        {
            capabilities.HeaderExtensions.RemoveAll(
                extension => extension.Uri is RtpHeaderExtensionUri.AbsSendTime or RtpHeaderExtensionUri.TransportWideCc);
        }

        return capabilities;
    }

    private static string? ReadDisplayName(RequestData data) =>
        data.Text("displayName") is { } name ? KeptData.Text(name, RoomLimits.MaxDisplayNameLength, "displayName") : null;

    private ProtooException ThrottleRefused() =>
        new(Dialect.ThrottleRefusedCode, "network throttle is not configured");
}
