using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Client.Protoo;
using Tureen.Ortc;

namespace Tureen.Client.Rooms;

/// <summary>What a participant of a room asks of the server for its device and its transports.</summary>
internal static class RoomTransports
{
    /// <summary>Finds out what a device and the room have in common.</summary>
    public static async Task LoadAsync(ProtooClient signaling, Device device)
    {
        JsonNode capabilities = await signaling.RequestAsync("getRouterRtpCapabilities");
        await device.LoadAsync(OrtcJson.Deserialize<RtpCapabilities>(MessageJson.Element(capabilities["routerRtpCapabilities"] ?? capabilities)));
    }

    /// <summary>Makes a transport that connects, produces and restarts through the server.</summary>
    /// <param name="signaling">The connection to the server.</param>
    /// <param name="device">The device.</param>
    /// <param name="isSending">Whether it sends or receives.</param>
    /// <param name="onLost">Called when it is lost for good.</param>
    /// <param name="settings">Additional settings of the peer connection; null for none.</param>
    public static async Task<Transport> CreateAsync(
        ProtooClient signaling, Device device, bool isSending, Action<Exception> onLost, IReadOnlyDictionary<string, JsonElement>? settings = null)
    {
        JsonNode answer = await signaling.RequestAsync("createWebRtcTransport", new()
        {
            ["forceTcp"] = false,
            ["sctpCapabilities"] = MessageJson.Node(device.SctpCapabilities),
            ["appData"] = new JsonObject { ["direction"] = isSending ? "producer" : "consumer" },
        });
        answer["id"] ??= MessageJson.Text(answer["transportId"]);
        TransportOptions options = TransportOptions.FromJson(MessageJson.Element(answer), settings);
        Transport transport = isSending ? device.CreateSendTransport(options) : device.CreateRecvTransport(options);
        transport.OnConnect = parameters => signaling.RequestAsync("connectWebRtcTransport", new()
        {
            ["transportId"] = transport.Id,
            ["dtlsParameters"] = MessageJson.Node(parameters),
        });
        transport.OnProduce = request => ProduceAsync(signaling, transport, request);
        transport.OnProduceData = request => ProduceDataAsync(signaling, transport, request);
        transport.OnConnectionStateChange += state =>
        {
            if (state is ConnectionState.Failed or ConnectionState.Disconnected)
            {
                _ = RestartIceAsync(signaling, transport, onLost);
            }
        };
        return transport;
    }

    private static async Task<string> ProduceAsync(ProtooClient signaling, Transport transport, ProduceRequest request)
    {
        JsonNode answer = await signaling.RequestAsync("produce", new()
        {
            ["transportId"] = transport.Id,
            ["kind"] = request.Kind.ToWireString(),
            ["rtpParameters"] = MessageJson.Node(request.RtpParameters),
            ["appData"] = new JsonObject { ["source"] = request.AppData.GetValueOrDefault("source") as string },
        });
        return MessageJson.Text(answer["producerId"] ?? answer["id"]);
    }

    private static async Task<string> ProduceDataAsync(ProtooClient signaling, Transport transport, ProduceDataRequest request)
    {
        JsonNode answer = await signaling.RequestAsync("produceData", new()
        {
            ["transportId"] = transport.Id,
            ["sctpStreamParameters"] = MessageJson.Node(request.SctpStreamParameters),
            ["label"] = request.Label,
            ["protocol"] = request.Protocol,
            ["appData"] = new JsonObject { ["channel"] = request.Label },
        });
        return MessageJson.Text(answer["dataProducerId"] ?? answer["id"]);
    }

    private static async Task RestartIceAsync(ProtooClient signaling, Transport transport, Action<Exception> onLost)
    {
        try
        {
            JsonNode answer = await signaling.RequestAsync("restartIce", new() { ["transportId"] = transport.Id });
            await transport.RestartIceAsync(OrtcJson.Deserialize<IceParameters>(MessageJson.Element(answer["iceParameters"] ?? answer)));
        }
        catch (Exception error)
        {
            onLost(error);
        }
    }
}
