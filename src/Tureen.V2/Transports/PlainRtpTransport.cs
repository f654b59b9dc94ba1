using System.Net;
using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>A transport of plain RTP, with RTCP on the same port (v2 PlainRtpTransport).</summary>
public sealed class PlainRtpTransport : Transport
{
    private readonly PlainTransport _core;

    private PlainRtpTransport(Room room, Peer? peer, int id, JsonNode? appData, PlainTransport core)
        : base(room, peer, id, appData)
    {
        _core = core;
    }

    /// <summary>The path; null until the remote end is known.</summary>
    public IceSelectedTuple? Tuple => _core.Tuple.RemotePort is null ? null : IceSelectedTuple.Of(_core.Tuple);

    /// <summary>The local address.</summary>
    public string LocalIP => _core.Tuple.LocalAddress;

    /// <summary>The local port.</summary>
    public int LocalPort => _core.Tuple.LocalPort;

    internal override Tureen.Transport Core => _core;

    /// <summary>Sets the address to send to. The transport accepts packets from any address.</summary>
    /// <param name="ip">An IP address.</param>
    /// <param name="port">A port.</param>
    /// <returns>The transport.</returns>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    /// <exception cref="MediasoupException">The address is invalid, or it was set before.</exception>
    public async Task<PlainRtpTransport> SetRemoteParametersAsync(string ip, int port)
    {
        if (Closed)
        {
            throw new InvalidStateException("Transport closed");
        }

        IPAddress destination = ParseIp(ip, Peer);
        bool confirms = Peer?.TransportRules?.ConfirmDestination?.Invoke(destination) ?? false;
        await _core.ConnectAsync(new PlainTransportConnectOptions { Ip = ip, Port = port, ConfirmRemote = confirms }).ConfigureAwait(false);
        return this;
    }

    internal static Task<PlainRtpTransport> CreateAsync(
        Room room, Peer peer, Router router, int id, JsonObject request, JsonObject options)
    {
        JsonObject plain = request.Object("plainRtpParameters") ?? throw new MediasoupTypeException("plainRtpParameters is not an object");
        return CreateAsync(
            room, peer, router, id, request.AppData(), TransportWishes.Read(options), plain.Text("ip"), plain.Text("localIP"));
    }

    internal static async Task<PlainRtpTransport> CreateAsync(
        Room room,
        Peer? peer,
        Router router,
        int id,
        JsonNode? appData,
        TransportWishes wishes,
        string? remoteIP,
        string? localIP)
    {
        IPAddress? remote = remoteIP is null ? null : ParseIp(remoteIP, peer);
        TransportListenInfo info = room.Listen.PlainInfo(wishes, remote, peer?.TransportRules is null ? localIP : null);
        PlainTransport core = await router
            .CreateOpenPlainTransportAsync(new PlainTransportOptions { ListenInfo = info, RtcpMux = true })
            .ConfigureAwait(false);
        return new PlainRtpTransport(room, peer, id, appData, core);
    }

    internal override async Task SetRemoteAsync(JsonObject fields)
    {
        if (fields["plainRtpParameters"] is not { } remote)
        {
            return;
        }

        JsonObject plain = remote as JsonObject ?? throw new MediasoupTypeException("plainRtpParameters is not an object");
        if (plain["ip"] is null && plain["port"] is null)
        {
            return;
        }

        string ip = plain.Text("ip") ?? throw new MediasoupTypeException("missing ip");
        int port = plain.Integer("port") ?? throw new MediasoupTypeException("missing port");
        await SetRemoteParametersAsync(ip, port).ConfigureAwait(false);
    }

    internal override JsonObject ToResponse() => new()
    {
        ["plainRtpParameters"] = new JsonObject { ["ip"] = LocalIP, ["port"] = LocalPort },
    };

    private protected override Task<JsonArray?> CollectStatsAsync() => Task.FromResult<JsonArray?>(null);

    /// <exception cref="MediasoupException">It is no address, or media must not be sent there.</exception>
    private static IPAddress ParseIp(string ip, Peer? peer)
    {
        if (!ListenInfoCheck.TryParseIp(ip, out IPAddress? address))
        {
            throw new MediasoupException($"invalid destination IP '{ip}'");
        }

        return peer?.TransportRules?.AllowDestination is { } allow && !allow(address)
            ? throw new MediasoupException($"media is not sent to {address}")
            : address;
    }
}
