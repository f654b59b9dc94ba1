using System.Net;
using System.Text.Json.Nodes;
using Tureen.Testing.Simulation;
using Tureen.Tests.Rooms;

namespace Tureen.Interop.Tests.Native;

/// <summary>A peer of a room as a small native client: protoo over a WebSocket, and one transport for each direction.</summary>
internal sealed class Participant : IAsyncDisposable
{
    private readonly LoopbackNetwork _network;
    private readonly List<WebRtcEndpoint> _endpoints = [];

    private Participant(LoopbackNetwork network, RawProtooClient signaling)
    {
        _network = network;
        Signaling = signaling;
    }

    public RawProtooClient Signaling { get; }

    /// <summary>What this peer sends by; connected by <see cref="ConnectAsync()"/>.</summary>
    public WebRtcEndpoint Sending => _endpoints[0];

    public WebRtcEndpoint Receiving => _endpoints[1];

    public RemoteTransport SendTransport { get; private set; } = null!;

    public RemoteTransport ReceiveTransport { get; private set; } = null!;

    /// <summary>Opens the WebSocket alone.</summary>
    public static async Task<Participant> OpenAsync(
        LoopbackNetwork network, string server, string roomId, string peerId, string query = "", IPAddress? from = null)
    {
        using HttpMessageInvoker invoker = SourceAddress.Invoker(from ?? SourceAddress.Honest);
        return new Participant(network, await RawProtooClient.ConnectAsync(new Uri($"http://{server}/"), roomId, peerId, query, invoker));
    }

    /// <summary>Opens the WebSocket, connects both transports and joins.</summary>
    public static async Task<Participant> JoinAsync(
        LoopbackNetwork network, string server, string roomId, string peerId, string query = "", IPAddress? from = null)
    {
        Participant participant = await OpenAsync(network, server, roomId, peerId, query, from);
        try
        {
            await participant.ConnectAsync();
            await participant.JoinAsync(peerId);
            return participant;
        }
        catch
        {
            await participant.AbortAsync();
            throw;
        }
    }

    /// <summary>Makes and connects both transports.</summary>
    public async Task ConnectAsync()
    {
        SendTransport = await CreateTransportAsync(isConsuming: false);
        ReceiveTransport = await CreateTransportAsync(isConsuming: true);
        await ConnectAsync(SendTransport);
        await ConnectAsync(ReceiveTransport);
    }

    public async Task<RemoteTransport> CreateTransportAsync(bool isConsuming, bool isTcp = false) =>
        RemoteTransport.Read(await Signaling.RequestAsync("createWebRtcTransport", new JsonObject
        {
            ["producing"] = !isConsuming,
            ["consuming"] = isConsuming,
            ["forceTcp"] = isTcp,
            ["sctpCapabilities"] = new JsonObject { ["numStreams"] = new JsonObject { ["OS"] = 65_535, ["MIS"] = 65_535 } },
        }));

    public async Task JoinAsync(string displayName)
    {
        JsonNode capabilities = await Signaling.RequestAsync("getRouterRtpCapabilities");
        await Signaling.RequestAsync("join", new JsonObject
        {
            ["displayName"] = displayName,
            ["device"] = new JsonObject { ["flag"] = "chrome", ["name"] = "Chrome", ["version"] = "140" },
            ["rtpCapabilities"] = capabilities["routerRtpCapabilities"]!.DeepClone(),
            ["sctpCapabilities"] = new JsonObject(),
        });
    }

    /// <summary>Gives the producer's id.</summary>
    /// <exception cref="Tureen.Rooms.Protoo.ProtooException">The server refuses.</exception>
    public async Task<string> ProduceAsync(string kind, JsonObject rtpParameters)
    {
        JsonNode answer = await Signaling.RequestAsync("produce", new JsonObject
        {
            ["transportId"] = SendTransport.Id,
            ["kind"] = kind,
            ["rtpParameters"] = rtpParameters,
            ["appData"] = new JsonObject(),
        });
        return answer["id"]!.GetValue<string>();
    }

    /// <summary>Sends one RTP packet on the network's thread.</summary>
    public Task SendAsync(byte[] header, byte[] payload) => _network.InvokeAsync((_, sink) => Sending.SendRtp(header, payload, sink));

    /// <summary>Leaves as a browser does whose tab is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseEndpointsAsync();
        await Signaling.DisposeAsync();
    }

    /// <summary>Is gone without a word.</summary>
    public async Task AbortAsync()
    {
        await CloseEndpointsAsync();
        Signaling.Abort();
    }

    private async Task CloseEndpointsAsync()
    {
        foreach (WebRtcEndpoint endpoint in _endpoints)
        {
            await _network.CloseAsync(endpoint);
        }

        _endpoints.Clear();
    }

    private async Task ConnectAsync(RemoteTransport transport)
    {
        WebRtcEndpoint endpoint = await _network.OpenAsync();
        _endpoints.Add(endpoint);
        Ortc.DtlsFingerprint fingerprint = _network.Fingerprint;
        await Signaling.RequestAsync("connectWebRtcTransport", new JsonObject
        {
            ["transportId"] = transport.Id,
            ["dtlsParameters"] = new JsonObject
            {
                ["role"] = "client",
                ["fingerprints"] = new JsonArray(new JsonObject { ["algorithm"] = "sha-256", ["value"] = fingerprint.Value }),
            },
        });
        await _network.ConnectAsync(endpoint, transport);
    }
}
