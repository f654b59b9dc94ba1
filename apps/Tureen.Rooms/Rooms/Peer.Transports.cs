using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

internal sealed partial class Peer
{
    /// <summary>Bits per second, as in the mediasoup demo.</summary>
    private const long InitialAvailableOutgoingBitrate = 1_000_000;

    private int _transportsBeingMade;

    private async Task CreateTransportAsync(ProtooRequest request, RequestData data)
    {
        string? direction = data.Member("appData").Text("direction");
        if (direction is not null)
        {
            Dialect = Dialect.Modern;
        }

        if (_transports.Count + _transportsBeingMade >= RoomLimits.MaxTransportsPerPeer)
        {
            throw new ProtooException("too many transports");
        }

        _transportsBeingMade++;
        try
        {
            WebRtcTransport transport = await MakeTransportAsync(data.IsTrue("forceTcp"), enableSctp: direction is not null || data.Has("sctpCapabilities"));
            if (_isClosed)
            {
                transport.Close();
                RequireOpen();
            }

            bool isConsuming = direction is null ? data.IsTrue("consuming") : direction == "consumer";
            _transports.Add(transport.Id, new PeerTransport(transport, isConsuming));
            request.Accept(Dialect.Transport(transport));
        }
        finally
        {
            _transportsBeingMade--;
        }
    }

    private async Task<WebRtcTransport> MakeTransportAsync(bool isTcp, bool enableSctp)
    {
        WebRtcTransport transport = await _room.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            WebRtcServer = _room.WebRtcServer,
            EnableUdp = !isTcp,
            InitialAvailableOutgoingBitrate = InitialAvailableOutgoingBitrate,
            IceConsentTimeout = RoomLimits.IceConsentTimeout,
            EnableSctp = enableSctp,
        }).ConfigureAwait(false);

        // Not on the room's loop: handlers that are attached before the next await miss no event.
        transport.OnIceStateChange += state =>
        {
            if (state is IceState.Disconnected or IceState.Closed)
            {
                _room.Loop.Post(Close);
            }
        };
        transport.OnDtlsStateChange += state =>
        {
            if (state is DtlsState.Failed or DtlsState.Closed)
            {
                _room.Loop.Post(Close);
            }
        };
        return transport;
    }

    private Task ConnectTransportAsync(RequestData data)
    {
        PeerTransport transport = FindTransport(data);
        return transport.Transport.ConnectAsync(OrtcJson.Deserialize<DtlsParameters>(data["dtlsParameters"]));
    }

    private async Task RestartIceAsync(ProtooRequest request, RequestData data)
    {
        IceParameters parameters = await FindTransport(data).Transport.RestartIceAsync();
        request.Accept(Dialect.IceParameters(parameters));
    }
}
