using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

internal sealed partial class Broadcaster
{
    public async Task<JsonNode> CreateTransportAsync(RequestData body)
    {
        Transport transport = await MakeAsync(
            _transports.Count,
            RoomLimits.MaxTransportsPerPeer,
            "transports",
            () => body.Text("type") switch
            {
                "plain" => CreatePlainAsync(body),
                "webrtc" => CreateWebRtcAsync(body),
                _ => throw BroadcastException.Invalid("type must be \"plain\" or \"webrtc\""),
            });
        _transports.Add(transport.Id, transport);
        return transport is WebRtcTransport webRtc ? PeerMessages.Transport(webRtc, Dialect.Classic) : Describe((PlainTransport)transport);
    }

    public async Task<JsonNode> ConnectAsync(string transportId, RequestData body)
    {
        switch (FindTransport(transportId))
        {
            case WebRtcTransport webRtc:
                await webRtc.ConnectAsync(OrtcJson.Deserialize<DtlsParameters>(body["dtlsParameters"]));
                return new JsonObject();
            case PlainTransport plain:
                await plain.ConnectAsync(new PlainTransportConnectOptions
                {
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

    private async Task<Transport> CreatePlainAsync(RequestData body) =>
        await _room.Router.CreatePlainTransportAsync(new PlainTransportOptions
        {
            ListenInfo = ListenInfo,
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
            ListenInfos = [ListenInfo],
            IceConsentTimeout = RoomLimits.IceConsentTimeout,
            EnableSctp = body.Has("sctpCapabilities"),
        });

    private TransportListenInfo ListenInfo => new() { Ip = _room.Address.Ip, AnnouncedAddress = _room.Address.Announced };

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
