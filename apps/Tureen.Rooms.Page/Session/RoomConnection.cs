using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Ortc;
using Tureen.Rooms.Page.Protoo;

namespace Tureen.Rooms.Page.Session;

/// <summary>The present connection to the server: signaling, and a transport each way. A session that comes back has another one of each.</summary>
internal sealed class RoomConnection
{
    /// <summary>Null while there is none.</summary>
    public ProtooClient? Signaling { get; private set; }

    /// <summary>What this browser and the room have in common; that of the last connection while there is none.</summary>
    public Device? Device { get; private set; }

    public Transport? Send { get; private set; }

    public Transport? Receive { get; private set; }

    /// <summary>What it carries to this page; null while it is not known.</summary>
    public Downlink? Downlink { get; private set; }

    /// <summary>A connection begins: from now on messages go there.</summary>
    public void Begin(ProtooClient signaling) => Signaling = signaling;

    /// <summary>Finds out what this browser and the room have in common.</summary>
    public async Task<Device> LoadDeviceAsync(ProtooClient signaling)
    {
        JsonNode capabilities = await signaling.RequestAsync("getRouterRtpCapabilities");
        Device = new Device(new DeviceOptions { Platform = BrowserPlatform.Current });
        await Device.LoadAsync(OrtcJson.Deserialize<RtpCapabilities>(MessageJson.Element(capabilities["routerRtpCapabilities"] ?? capabilities)));
        return Device;
    }

    /// <summary>Makes a transport each way.</summary>
    public async Task CreateTransportsAsync(ProtooClient signaling, Device device)
    {
        Send = await CreateTransportAsync(signaling, device, isSending: true);
        Receive = await CreateTransportAsync(signaling, device, isSending: false);
    }

    /// <summary>Takes the server's report of what the connection carries.</summary>
    public void HandleDownlink(JsonNode data) => Downlink = Session.Downlink.Read(data) ?? Downlink;

    /// <summary>Sends a notification, if there is a connection.</summary>
    public void Notify(string method, JsonObject data) => Signaling?.Notify(method, data);

    public void Close()
    {
        Send?.Close();
        Receive?.Close();
        Send = null;
        Receive = null;
        Downlink = null;
        Signaling?.Close();
        Signaling = null;
    }

    private static async Task<Transport> CreateTransportAsync(ProtooClient signaling, Device device, bool isSending)
    {
        JsonNode answer = await signaling.RequestAsync("createWebRtcTransport", new()
        {
            ["forceTcp"] = false,
            ["sctpCapabilities"] = MessageJson.Node(device.SctpCapabilities),
            ["appData"] = new JsonObject { ["direction"] = isSending ? "producer" : "consumer" },
        });
        answer["id"] ??= MessageJson.Text(answer["transportId"]);
        TransportOptions options = TransportOptions.FromJson(MessageJson.Element(answer));
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
                _ = RestartIceAsync(signaling, transport);
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
            ["appData"] = new JsonObject { ["source"] = (string?)request.AppData["source"] },
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

    private static async Task RestartIceAsync(ProtooClient signaling, Transport transport)
    {
        try
        {
            JsonNode answer = await signaling.RequestAsync("restartIce", new() { ["transportId"] = transport.Id });
            await transport.RestartIceAsync(OrtcJson.Deserialize<IceParameters>(MessageJson.Element(answer["iceParameters"] ?? answer)));
        }
        catch (Exception error)
        {
            // Without the transport the connection is useless: the session joins again.
            Console.Error.WriteLine($"The transport stays lost: {error.Message}");
            signaling.Close();
        }
    }
}
