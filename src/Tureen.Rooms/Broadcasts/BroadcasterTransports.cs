using System.Net;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>The transports of a broadcaster, which have ports of their own. Runs on the room's loop.</summary>
/// <param name="room">Where the broadcaster is.</param>
/// <param name="budget">What it may have.</param>
/// <param name="address">The address for which its ports count.</param>
internal sealed class BroadcasterTransports(Room room, BroadcasterBudget budget, AddressKey address)
{
    private readonly Dictionary<string, Transport> _transports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IDisposable> _ports = new(StringComparer.Ordinal);

    public async Task<JsonNode> CreateAsync(RequestData body)
    {
        IDisposable ports = room.Services.OwnPortTransports.TryTake(address)
            ?? throw new BroadcastException(StatusCodes.Status503ServiceUnavailable, "too many transports of this address, or of all");
        try
        {
            Transport transport = await MakeAsync(body);
            _ports.Add(transport.Id, ports);
            _transports.Add(transport.Id, transport);
            return Describe(transport);
        }
        catch
        {
            ports.Dispose();
            throw;
        }
    }

    public async Task<JsonNode> ConnectAsync(string transportId, RequestData body, CallerAccess access)
    {
        switch (Find(transportId))
        {
            case WebRtcTransport webRtc:
                await webRtc.ConnectAsync(OrtcJson.Deserialize<DtlsParameters>(body["dtlsParameters"]));
                return new JsonObject();
            case PlainTransport plain:
                await plain.ConnectAsync(new PlainTransportConnectOptions
                {
                    ConfirmRemote = IsDoubtful(body.Text("ip"), access),
                    Ip = body.Text("ip"),
                    Port = body.Number("port"),
                    RtcpPort = body.Number("rtcpPort"),
                    SrtpParameters = body.Has("srtpParameters") ? OrtcJson.Deserialize<SrtpParameters>(body["srtpParameters"]) : null,
                });
                return Describe(plain);
            default:
                throw BroadcastException.Conflict("the transport has no connection");
        }
    }

    /// <exception cref="BroadcastException">There is no such transport.</exception>
    public Transport Find(string id) => _transports.GetValueOrDefault(id) ?? throw BroadcastException.NotFound("transport", id);

    /// <summary>Closes a transport with all that it carries; its place is free again.</summary>
    public void Close(string transportId)
    {
        Find(transportId).Close();
        _transports.Remove(transportId);
        if (_ports.Remove(transportId, out IDisposable? ports))
        {
            ports.Dispose();
        }
    }

    public void CloseAll()
    {
        foreach (Transport transport in _transports.Values)
        {
            transport.Close();
        }

        _transports.Clear();
        foreach (IDisposable ports in _ports.Values)
        {
            ports.Dispose();
        }
    }

    /// <summary>How much they have carried, both ways.</summary>
    /// <exception cref="MediasoupException">One was closed meanwhile.</exception>
    public async Task<long> CountBytesAsync()
    {
        long bytes = 0;
        foreach (Transport transport in _transports.Values.ToArray())
        {
            TransportStats stats = (await transport.GetStatsAsync())[0];
            bytes += stats.BytesReceived + stats.BytesSent;
        }

        return bytes;
    }

    private static JsonObject Describe(Transport transport) =>
        transport is WebRtcTransport webRtc ? Dialect.Classic.Transport(webRtc) : Describe((PlainTransport)transport);

    private static JsonObject Describe(PlainTransport transport)
    {
        var answer = new JsonObject
        {
            ["id"] = transport.Id,
            ["ip"] = transport.Tuple.LocalAddress,
            ["port"] = transport.Tuple.LocalPort,
        };
        if (transport.RtcpTuple is { } rtcp)
        {
            answer["rtcpPort"] = rtcp.LocalPort;
        }

        if (transport.SrtpParameters is { } srtp)
        {
            answer["srtpParameters"] = srtp.ToNode();
        }

        return answer;
    }

    /// <summary>Whether a packet must come from there before media goes there.</summary>
    /// <exception cref="BroadcastException">Media must not go there at all.</exception>
    private bool IsDoubtful(string? ip, CallerAccess access)
    {
        // The library refuses a text that is no address.
        if (!IPAddress.TryParse(ip, out IPAddress? destination))
        {
            return true;
        }

        return room.Services.Destinations.Allows(destination, access)
            ? DestinationRules.NeedsConfirmation(destination, access)
            : throw new BroadcastException(StatusCodes.Status403Forbidden, DestinationRules.Refusal(destination));
    }

    private Task<Transport> MakeAsync(RequestData body) => budget.MakeAsync(
        _transports.Count,
        RoomLimits.MaxTransportsPerBroadcaster,
        "transports",
        () => body.Text("type") switch
        {
            "plain" => CreatePlainAsync(body),
            "webrtc" => CreateWebRtcAsync(body),
            _ => throw BroadcastException.Invalid("type must be \"plain\" or \"webrtc\""),
        });

    private async Task<Transport> CreatePlainAsync(RequestData body) =>
        await room.Router.CreatePlainTransportAsync(new PlainTransportOptions
        {
            ListenInfo = ListenInfo(room.Address.PlainIp),
            RtcpMux = body.IsTrue("rtcpMux"),
            Comedia = !body.IsFalse("comedia"),
            EnableSrtp = body.IsTrue("enableSrtp"),
            SrtpCryptoSuite = body.Has("srtpCryptoSuite")
                ? WireEnum.Parse<SrtpCryptoSuite>(body.Text("srtpCryptoSuite"))
                : SrtpCryptoSuite.AesCm128HmacSha1_80,
        });

    private async Task<Transport> CreateWebRtcAsync(RequestData body) =>
        await room.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            ListenInfos = [ListenInfo(room.Address.Ip)],
            IceConsentTimeout = RoomLimits.IceConsentTimeout,
            EnableSctp = body.Has("sctpCapabilities"),
        });

    private TransportListenInfo ListenInfo(string ip) => new() { Ip = ip, AnnouncedAddress = room.Address.Announced };
}
