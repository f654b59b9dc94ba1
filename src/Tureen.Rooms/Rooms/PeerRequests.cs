using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>What a client may ask for: one row for each method.</summary>
internal static class PeerRequests
{
    private static readonly FrozenDictionary<string, Func<Peer, ProtooRequest, RequestData, Task>> Requests =
        new Dictionary<string, Func<Peer, ProtooRequest, RequestData, Task>>(StringComparer.Ordinal)
        {
            ["getRtcStatsUrl"] = static (peer, request, _) => peer.GetRtcStatsUrlAsync(request),
            ["getRouterRtpCapabilities"] = static (peer, request, _) => Answer(request, peer.RoomCapabilities()),
            ["ping"] = static (_, request, _) => Answer(request, new JsonObject()),
            ["join"] = static (peer, request, data) => peer.JoinAsync(request, data),
            ["renewToken"] = static (peer, request, data) => peer.RenewTokenAsync(request, data),
            ["createWebRtcTransport"] = static (peer, request, data) => peer.Transports.CreateAsync(request, data),
            ["connectWebRtcTransport"] = static (peer, _, data) => peer.Transports.ConnectAsync(data),
            ["restartIce"] = static (peer, request, data) => peer.Transports.RestartIceAsync(request, data),
            ["produce"] = static (peer, request, data) => peer.Producers.ProduceAsync(request, data),
            ["produceData"] = static (peer, request, data) => peer.DataProducers.ProduceAsync(request, data),
            ["getTransportStats"] = static (peer, request, data) => peer.Transports.GetStatsAsync(request, data),
            ["getProducerStats"] = static (peer, request, data) => peer.Producers.GetStatsAsync(request, data),
            ["getConsumerStats"] = static (peer, request, data) => peer.Consumers.GetStatsAsync(request, data),
            ["getDataProducerStats"] = static (peer, request, data) => peer.DataProducers.GetStatsAsync(request, data),
            ["getDataConsumerStats"] = static (peer, request, data) => peer.DataConsumers.GetStatsAsync(request, data),
            ["applyNetworkThrottle"] = static (peer, _, _) => throw ThrottleRefused(peer),
            ["resetNetworkThrottle"] = static (peer, _, _) => throw ThrottleRefused(peer),
            ["stopNetworkThrottle"] = static (peer, _, _) => throw ThrottleRefused(peer),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Changes that are requests in the classic dialect and notifications in the modern one.</summary>
    private static readonly FrozenDictionary<string, Func<Peer, RequestData, Task>> Changes =
        new Dictionary<string, Func<Peer, RequestData, Task>>(StringComparer.Ordinal)
        {
            ["closeProducer"] = static (peer, data) => peer.Producers.CloseAsync(data),
            ["closeDataProducer"] = static (peer, data) => peer.DataProducers.CloseAsync(data),
            ["pauseProducer"] = static (peer, data) => peer.Producers.PauseAsync(data),
            ["resumeProducer"] = static (peer, data) => peer.Producers.ResumeAsync(data),
            ["pauseConsumer"] = static (peer, data) => peer.Consumers.PauseAsync(data),
            ["resumeConsumer"] = static (peer, data) => peer.Consumers.ResumeAsync(data),
            ["setConsumerPreferredLayers"] = static (peer, data) => peer.Consumers.SetPreferredLayersAsync(data),
            ["setConsumerPriority"] = static (peer, data) => peer.Consumers.SetPriorityAsync(data),
            ["requestConsumerKeyFrame"] = static (peer, data) => peer.Consumers.RequestKeyFrameAsync(data),
            ["raiseHand"] = static (peer, data) => peer.Gestures.SetHandAsync(data),
            ["sendReaction"] = static (peer, data) => peer.Gestures.ReactAsync(data),
            ["changeDisplayName"] = static (peer, data) => peer.ChangeDisplayNameAsync(data),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What answers a request; null when there is no such method.</summary>
    public static Func<Peer, ProtooRequest, RequestData, Task>? Find(string method) => Requests.GetValueOrDefault(method);

    /// <summary>What makes a change; null when there is no such method.</summary>
    public static Func<Peer, RequestData, Task>? FindChange(string method) => Changes.GetValueOrDefault(method);

    private static Task Answer(ProtooRequest request, JsonNode answer)
    {
        request.Accept(answer);
        return Task.CompletedTask;
    }

    private static ProtooException ThrottleRefused(Peer peer) => new(peer.Dialect.ThrottleRefusedCode, "network throttle is not configured");
}
