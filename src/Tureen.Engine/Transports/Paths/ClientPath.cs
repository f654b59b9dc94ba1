using Tureen.Engine.Dtls;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Ice.Gathering;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Media;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Paths;

/// <summary>The path of a client: a <see cref="WebRtcPath"/> whose datagrams may go through TURN servers. What those servers say never reaches it.</summary>
internal sealed class ClientPath : ITransportPath
{
    private readonly WebRtcPath _path;
    private readonly IceAgent _ice;
    private readonly IceGatherer _gatherer;
    private readonly ClientSockets _sockets;
    private readonly IReadOnlyList<ClientIceServer> _servers;
    private readonly RelaySink _relaySink;
    private readonly string _certificatePem;
    private TransportCore _transport = null!;
    private bool _hasBegun;
    private bool _isGathering;
    private int _nextRelay;

    private ClientPath(WebRtcPath path, IceAgent ice, IceGatherer gatherer, ClientSockets sockets, ClientIceOptions options, string certificatePem)
    {
        _path = path;
        _ice = ice;
        _gatherer = gatherer;
        _sockets = sockets;
        _servers = options.Servers;
        _certificatePem = certificatePem;
        Report = new ClientIceReport(ice, sockets);
        _relaySink = new RelaySink(gatherer);
    }

    public WebRtcPath Inner => _path;

    public IceAgent Ice => _ice;

    public ClientIceReport Report { get; }

    public ClientIceStats IceStats => new(
        _ice.IsControlling, _path.Dtls.Role, _certificatePem, _path.Dtls.RemoteCertificatePem, Report.Locals(), Report.Remotes(), Report.Pairs());

    public IReadOnlyList<int> SocketIds => _path.SocketIds;

    public SrtpSession? Srtp => _path.Srtp;

    public PathTap Tap => _path.Tap;

    public IReadOnlyDictionary<int, LocalEndpoint> LocalEndpoints => _path.LocalEndpoints;

    public int WireOverhead => FindSelectedRelay() is { } relay
        ? relay.Server.Tuple.GetWireOverhead() + TurnFrame.ChannelHeaderLength
        : _path.WireOverhead;

    public bool IsStream => FindSelectedRelay()?.IsStream ?? _path.IsStream;

    public Timestamp NextDeadline => Timestamp.Min(_path.NextDeadline, _gatherer.NextDeadline);

    /// <summary>Opens its sockets.</summary>
    /// <exception cref="SocketBindException">A local address cannot be bound; nothing stays open.</exception>
    public static ClientPath Open(EngineContext context, DtlsCertificate certificate, IReadOnlyList<IceListenOptions> listens, ClientIceOptions options)
    {
        ClientSockets sockets = ClientSockets.Open(context.Sockets, listens, options);
        var ice = new IceAgent(context.Random, sockets.Locals, options.IsControlling);
        var path = new WebRtcPath(certificate, ice, sockets.Listeners, default);
        return new ClientPath(path, ice, new IceGatherer(context.Random), sockets, options, certificate.ToPem());
    }

    public void Attach(TransportCore transport)
    {
        _transport = transport;
        _path.Attach(transport);
    }

    /// <summary>Asks the STUN and TURN servers for addresses. Once; further calls change nothing.</summary>
    public void StartGathering(Timestamp now, IDatagramSink sink)
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        _isGathering = true;
        _ice.IsGathering = true;
        foreach ((ClientIceServer server, TransportTuple tuple) in _sockets.Relays)
        {
            StartRelay(now, server, tuple, sink);
        }

        foreach (ClientIceServer server in _servers.Where(static server => !server.IsRelay))
        {
            StartProbes(now, server, sink);
        }

        HandleGathered(now, sink);
    }

    /// <summary>Asks more servers, as long as there are not too many.</summary>
    /// <exception cref="SocketBindException">There is no socket for one of them.</exception>
    public void AddServers(Timestamp now, IReadOnlyList<ClientIceServer> servers, IDatagramSink sink)
    {
        StartGathering(now, sink);
        _isGathering = true;
        _ice.IsGathering = true;
        foreach (ClientIceServer server in servers)
        {
            if (!server.IsRelay)
            {
                StartProbes(now, server, sink);
            }
            else if (_sockets.Relays.Count < EngineLimits.MaxGatheringServers)
            {
                TransportTuple tuple = _sockets.OpenRelay(_transport.Context.Sockets, server);
                _transport.Router.AddSocket(_transport, tuple.SocketId);
                StartRelay(now, server, tuple, sink);
            }
        }

        HandleGathered(now, sink);
    }

    /// <summary>What the sink of a command becomes.</summary>
    public IDatagramSink Over(Timestamp now, IDatagramSink sink) => _relaySink.Over(now, sink);

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (_gatherer.FindRelay(tuple.SocketId) is { } relay)
        {
            HandleRelayed(now, relay, tuple, datagram, sink);
        }
        else if (_gatherer.TryTake(tuple, datagram))
        {
            HandleGathered(now, sink);
        }
        else
        {
            _path.HandleDatagram(now, tuple, datagram, _relaySink.Over(now, sink));
        }
    }

    public TransportCore? FindTransport(in TransportTuple tuple) =>
        _gatherer.FindRelay(tuple.SocketId) is null ? _path.FindTransport(tuple) : _transport;

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_gatherer.FindRelay(tuple.SocketId) is { } relay)
        {
            relay.HandleTupleClosed(tuple);
            _gatherer.Note();
            HandleGathered(now, sink);
        }
        else
        {
            _path.HandleTupleClosed(now, tuple, _relaySink.Over(now, sink));
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (_gatherer.NextDeadline <= now)
        {
            _gatherer.HandleDeadline(now, sink);
            HandleGathered(now, sink);
        }

        _path.HandleDeadline(now, _relaySink.Over(now, sink));
    }

    public bool TryOpenRtp(int length, IDatagramSink sink, out Span<byte> space) => _path.TryOpenRtp(length, _relaySink.Over(sink), out space);

    public DropReason SendRtp(in RtpDraft draft, IDatagramSink sink, out int length) => _path.SendRtp(draft, _relaySink.Over(sink), out length);

    public bool TrySendRtcp(ReadOnlySpan<byte> rtcp, IDatagramSink sink, out int length) => _path.TrySendRtcp(rtcp, _relaySink.Over(sink), out length);

    public bool TrySendSctp(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink) => _path.TrySendSctp(now, packet, _relaySink.Over(now, sink));

    public SendBacklog GetBacklog(IDatagramSink sink) => _path.GetBacklog(_relaySink.Over(sink));

    public void Close(Timestamp now, IDatagramSink sink)
    {
        _path.Close(now, _relaySink.Over(now, sink));
        _gatherer.Close(now, sink);
    }

    public void Dispose() => _path.Dispose();

    private TurnAllocation? FindSelectedRelay() =>
        _gatherer.HasRelays && _ice.TryGetSelectedTuple(out TransportTuple tuple) ? _gatherer.FindRelay(tuple.SocketId) : null;

    private void StartRelay(Timestamp now, ClientIceServer server, in TransportTuple tuple, IDatagramSink sink) =>
        _gatherer.StartRelay(now, new TurnServer(server.Url, tuple, server.Username, server.Password, server.WantsIPv6), sink);

    private void StartProbes(Timestamp now, ClientIceServer server, IDatagramSink sink)
    {
        foreach (IceLocalCandidate local in _sockets.Locals)
        {
            if (local.Protocol == TransportProtocol.Udp && local.IsIPv6 == server.Address.IsIPv6)
            {
                _gatherer.StartProbe(now, server.Url, new TransportTuple(local.SocketId, TransportProtocol.Udp, server.Address), sink);
            }
        }
    }

    private void HandleRelayed(Timestamp now, TurnAllocation relay, in TransportTuple tuple, Span<byte> frame, IDatagramSink sink)
    {
        if (tuple != relay.Server.Tuple)
        {
            _transport.Drop(DropReason.UnknownTuple);
            return;
        }

        if (relay.TryReceive(now, frame, sink, out NetworkAddress peer, out Span<byte> datagram, out DropReason reason))
        {
            var from = new TransportTuple(tuple.SocketId, TransportProtocol.Udp, peer);
            _path.HandleDatagram(now, from, datagram, _relaySink.Over(now, sink));
            return;
        }

        if (reason != DropReason.None)
        {
            _transport.Drop(reason);
        }

        _gatherer.Note();
        HandleGathered(now, sink);
    }

    /// <summary>Acts on what gathering has brought, and reports its end.</summary>
    private void HandleGathered(Timestamp now, IDatagramSink sink)
    {
        while (_gatherer.TryDequeueResult(out GatheringResult result))
        {
            if (result.Type == IceCandidateType.Relay)
            {
                HandleRelay(now, result, sink);
            }
            else
            {
                Report.AddReflexive(result);
            }

            _transport.Context.Events.Enqueue(new IceGatheredEvent(_transport.Id, result));
        }

        if (_isGathering && !_gatherer.IsGathering)
        {
            _isGathering = false;
            _ice.IsGathering = false;
            _ice.HandleDeadline(now, _relaySink.Over(now, sink));
            _transport.Context.Events.Enqueue(new IceGatheringEndedEvent(_transport.Id));
        }

        _path.HandleIceChanged(now, _relaySink.Over(now, sink));
    }

    private void HandleRelay(Timestamp now, in GatheringResult result, IDatagramSink sink)
    {
        if (result.Address is { } address)
        {
            _sockets.Listeners.SetLocal(result.SocketId, new LocalEndpoint(address.ToIPAddress().ToString(), address.Port));
            uint priority = IceCandidatePriority.OfRelay((ushort)(ushort.MaxValue - _nextRelay++));
            _ice.AddLocal(now, new IceLocalCandidate(result.SocketId, TransportProtocol.Udp, address.IsIPv6, priority), _relaySink.Over(now, sink));
        }
        else
        {
            _ice.RemoveLocal(now, result.SocketId, _relaySink.Over(now, sink));
        }
    }
}
