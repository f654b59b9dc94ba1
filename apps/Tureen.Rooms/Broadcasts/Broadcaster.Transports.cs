using System.Net;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

internal sealed partial class Broadcaster
{
    public async Task<JsonNode> CreateTransportAsync(RequestData body)
    {
        IDisposable ports = _room.Services.OwnPortTransports.TryTake(_address)
            ?? throw new BroadcastException(StatusCodes.Status503ServiceUnavailable, "too many transports of this address, or of all");
        try
        {
            Transport transport = await MakeTransportAsync(body);
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

    /// <summary>Closes a transport with all that it carries; its place is free again.</summary>
    public void CloseTransport(string transportId)
    {
        FindTransport(transportId).Close();
        _transports.Remove(transportId);
        if (_ports.Remove(transportId, out IDisposable? ports))
        {
            ports.Dispose();
        }

        foreach (PeerProducer producer in _producers.Values.Where(static known => known.Producer.Closed).ToArray())
        {
            Forget(producer);
        }
    }

    public async Task<JsonNode> ConnectAsync(string transportId, RequestData body, CallerAccess access)
    {
        switch (FindTransport(transportId))
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

    private Task<Transport> MakeTransportAsync(RequestData body) => MakeAsync(
        _transports.Count,
        RoomLimits.MaxTransportsPerBroadcaster,
        "transports",
        () => body.Text("type") switch
        {
            "plain" => CreatePlainAsync(body),
            "webrtc" => CreateWebRtcAsync(body),
            _ => throw BroadcastException.Invalid("type must be \"plain\" or \"webrtc\""),
        });

    /// <summary>Whether a packet must come from there before media goes there.</summary>
    /// <exception cref="BroadcastException">Media must not go there at all.</exception>
    private bool IsDoubtful(string? ip, CallerAccess access)
    {
        // The library refuses a text that is no address.
        if (!IPAddress.TryParse(ip, out IPAddress? destination))
        {
            return true;
        }

        return _room.Services.Destinations.Allows(destination, access)
            ? DestinationRules.NeedsConfirmation(destination, access)
            : throw new BroadcastException(StatusCodes.Status403Forbidden, DestinationRules.Refusal(destination));
    }

    private async Task<Transport> CreatePlainAsync(RequestData body) =>
        await _room.Router.CreatePlainTransportAsync(new PlainTransportOptions
        {
            ListenInfo = ListenInfo(_room.Address.PlainIp),
            RtcpMux = body.IsTrue("rtcpMux"),
            Comedia = !body.IsFalse("comedia"),
            EnableSrtp = body.IsTrue("enableSrtp"),
            SrtpCryptoSuite = body.Has("srtpCryptoSuite")
                ? WireEnum.Parse<SrtpCryptoSuite>(body.Text("srtpCryptoSuite"))
                : SrtpCryptoSuite.AesCm128HmacSha1_80,
        });

    private async Task<Transport> CreateWebRtcAsync(RequestData body) =>
        await _room.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            ListenInfos = [ListenInfo(_room.Address.Ip)],
            IceConsentTimeout = RoomLimits.IceConsentTimeout,
            EnableSctp = body.Has("sctpCapabilities"),
        });

    private TransportListenInfo ListenInfo(string ip) => new() { Ip = ip, AnnouncedAddress = _room.Address.Announced };

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
}
