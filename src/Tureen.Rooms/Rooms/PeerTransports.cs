using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>The transports of a peer. Runs on the room's loop.</summary>
/// <param name="session">Whose they are.</param>
/// <param name="onLost">The other side of a transport is gone, and with it the peer.</param>
internal sealed class PeerTransports(PeerSession session, Action onLost)
{
    /// <summary>Bits per second, as in the mediasoup demo.</summary>
    private const long InitialAvailableOutgoingBitrate = 1_000_000;

    private readonly Dictionary<string, PeerTransport> _transports = new(StringComparer.Ordinal);
    private int _beingMade;

    /// <summary>The transport that carries media of others to the peer; null when there is none yet.</summary>
    public WebRtcTransport? ForMedia => _transports.Values.FirstOrDefault(static known => known.IsConsuming)?.Transport;

    /// <summary>The transport that carries messages of others to the peer; null when there is none yet.</summary>
    public WebRtcTransport? ForMessages =>
        _transports.Values.FirstOrDefault(static known => known.IsConsuming && known.Transport.SctpParameters is not null)?.Transport;

    /// <summary>What the connection to the peer carries, as it was last measured; null when it was not.</summary>
    public BweTraceInfo? Downlink { get; private set; }

    public async Task CreateAsync(ProtooRequest request, RequestData data)
    {
        string? direction = data.Member("appData").Text("direction");
        if (direction is not null)
        {
            session.Dialect = Dialect.Modern;
        }

        if (_transports.Count + _beingMade >= RoomLimits.MaxTransportsPerPeer)
        {
            throw new ProtooException("too many transports");
        }

        _beingMade++;
        try
        {
            bool isConsuming = direction is null ? data.IsTrue("consuming") : direction == "consumer";
            WebRtcTransport transport = await MakeAsync(data.IsTrue("forceTcp"), enableSctp: direction is not null || data.Has("sctpCapabilities"));
            await (isConsuming ? ReportDownlinkAsync(transport) : Task.CompletedTask);
            if (session.IsClosed)
            {
                transport.Close();
                session.RequireOpen();
            }

            _transports.Add(transport.Id, new PeerTransport(transport, isConsuming));
            request.Accept(Describe(transport));
        }
        finally
        {
            _beingMade--;
        }
    }

    public Task ConnectAsync(RequestData data) =>
        Find(data).ConnectAsync(OrtcJson.Deserialize<DtlsParameters>(data["dtlsParameters"]));

    public async Task RestartIceAsync(ProtooRequest request, RequestData data)
    {
        IceParameters parameters = await Find(data).RestartIceAsync();
        request.Accept(session.Dialect.IceParameters(parameters));
    }

    public async Task GetStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<WebRtcTransportStats> stats = await Find(data).GetStatsAsync();
        request.Accept(session.Dialect.Stats(OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListWebRtcTransportStats)));
    }

    /// <summary>Finds the transport that a request names.</summary>
    /// <exception cref="ProtooException">The peer has no such transport.</exception>
    public WebRtcTransport Find(RequestData data) => session.Find(_transports, data.Text("transportId"), "transport").Transport;

    /// <summary>Closes them with all that they carry.</summary>
    public void Close()
    {
        foreach (PeerTransport transport in _transports.Values)
        {
            transport.Transport.Close();
        }

        _transports.Clear();
    }

    private JsonObject Describe(WebRtcTransport transport)
    {
        JsonObject description = session.Dialect.Transport(transport);
        if (session.Room.Services.IceServers.Any)
        {
            description["iceServers"] = session.Room.Services.IceServers.Describe(session.Public.Rights.Identity ?? session.Id);
        }

        return description;
    }

    /// <summary>Lets the peer know how much its connection carries, as the mediasoup demo does. A client that does not expect it ignores it.</summary>
    private async Task ReportDownlinkAsync(WebRtcTransport transport)
    {
        transport.OnTrace += trace =>
        {
            if (trace.Info is BweTraceInfo info)
            {
                session.Room.Loop.Post(() =>
                {
                    Downlink = info;
                    session.NotifyOptional("downlinkBwe", PeerMessages.DownlinkBwe(info));
                });
            }
        };
        await transport.EnableTraceEventAsync(TransportTraceEventType.Bwe);
    }

    private async Task<WebRtcTransport> MakeAsync(bool isTcp, bool enableSctp)
    {
        WebRtcTransport transport = await session.Room.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            WebRtcServer = session.Room.WebRtcServer,
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
                session.Room.Loop.Post(onLost);
            }
        };
        transport.OnDtlsStateChange += state =>
        {
            if (state is DtlsState.Failed or DtlsState.Closed)
            {
                session.Room.Loop.Post(onLost);
            }
        };
        return transport;
    }
}
