using Tureen.Engine.Dtls;
using Tureen.Engine.Events;
using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Media;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Paths;

/// <summary>A way to a WebRTC endpoint: ICE finds it, DTLS agrees on keys and carries SCTP, SRTP protects media.</summary>
internal sealed class WebRtcPath : ITransportPath
{
    private readonly IIceAgent _ice;
    private readonly SrtpSession _srtp = new();
    private readonly DtlsSession _dtls;
    private readonly SelectedTupleNotice _selectedTupleNotice = new();
    private readonly WebRtcServerCore? _server;
    private readonly IceListeners _listeners;
    private readonly List<IceCandidate> _candidates;
    private TransportCore _transport = null!;

    /// <summary>The selected tuple of ICE, kept here for the packets of all consumers: each change of it raises an event of ICE.</summary>
    private TransportTuple _selectedTuple;
    private bool _hasSelectedTuple;

    /// <param name="certificate">The local certificate.</param>
    /// <param name="ice">What finds the way.</param>
    /// <param name="listeners">The sockets.</param>
    /// <param name="protocols">Which of them the peer gets as candidates.</param>
    /// <param name="server">Whose sockets they are; null for sockets of this path alone.</param>
    public WebRtcPath(
        DtlsCertificate certificate, IIceAgent ice, IceListeners listeners, IceProtocolUse protocols, WebRtcServerCore? server = null)
    {
        _server = server;
        _ice = ice;
        _listeners = listeners;
        _candidates = listeners.CreateCandidates(protocols);
        _dtls = new DtlsSession(certificate, _srtp);
        Tap = new PathTap(_dtls);
    }

    public TransportCore Transport => _transport;

    public IReadOnlyList<int> SocketIds => _server is null ? _listeners.SocketIds : [];

    public SrtpSession? Srtp => _srtp;

    public PathTap Tap { get; }

    public IReadOnlyDictionary<int, LocalEndpoint> LocalEndpoints => _listeners.LocalEndpoints;

    public bool IsStream => _hasSelectedTuple && _selectedTuple.Protocol == TransportProtocol.Tcp;

    public int WireOverhead => _ice.TryGetSelectedTuple(out TransportTuple tuple) ? tuple.GetWireOverhead() : 0;

    public IReadOnlyList<IceCandidate> IceCandidates => _candidates;

    public IceParameters IceParameters =>
        new() { UsernameFragment = _ice.UsernameFragment, Password = _ice.Password, IceLite = _ice.IsLite };

    public IceState IceState => _ice.State;

    public DtlsSession Dtls => _dtls;

    public TransportTupleInfo? SelectedTuple =>
        _ice.TryGetSelectedTuple(out TransportTuple tuple) ? _listeners.Describe(tuple) : null;

    public Timestamp NextDeadline =>
        Timestamp.Min(_selectedTupleNotice.NextDeadline, Timestamp.Min(_ice.NextDeadline, DtlsDeadline));

    /// <summary>Without a path, a handshake waits for a path and not for its timer.</summary>
    private Timestamp DtlsDeadline => _ice.TryGetSelectedTuple(out _) ? _dtls.NextDeadline : Timestamp.Never;

    private bool IsIceUp => _ice.State is IceState.Connected or IceState.Completed;

    public void Attach(TransportCore transport)
    {
        _transport = transport;
        _server?.Add(transport);
        _server?.AddFragment(_ice.UsernameFragment, this);
    }

    /// <summary>Takes the peer's fingerprints and role.</summary>
    public void Connect(Timestamp now, RemoteFingerprints fingerprints, DtlsRole localRole, IDatagramSink sink)
    {
        _dtls.SetRemote(fingerprints, localRole);
        StartDtlsIfReady(now, sink);
        DrainDtlsEvents(now, sink);
        _transport.ArmDeadline();
    }

    /// <summary>Acts on what a command has changed in ICE.</summary>
    public void HandleIceChanged(Timestamp now, IDatagramSink sink)
    {
        DrainIceEvents(now, sink);
        _transport.ArmDeadline();
    }

    /// <summary>Whether an ICE check of the peer came over <paramref name="tuple"/> at <paramref name="since"/> or later.</summary>
    public bool HasChecked(in TransportTuple tuple, Timestamp since) => _ice.HasChecked(tuple, since);

    public TransportCore? FindTransport(in TransportTuple tuple) => _ice.IsKnownTuple(tuple) ? _transport : null;

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        _transport.Traffic.Received.Update(now, datagram.Length);
        Tap.HandleReceived(tuple, datagram);
        switch (PacketClassifier.Classify(datagram))
        {
            case PacketKind.Stun:
                HandleStun(now, tuple, datagram, sink);
                break;
            case PacketKind.Rtcp:
                HandleSrtcp(now, tuple, datagram, sink);
                break;
            case PacketKind.Rtp:
                HandleSrtp(now, tuple, datagram, sink);
                break;
            case PacketKind.Dtls:
                HandleDtls(now, tuple, datagram, sink);
                break;
            default:
                _transport.Drop(DropReason.UnknownPacketKind);
                break;
        }

        Tap.Release();
    }

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        _ice.RemoveTuple(tuple);
        HandleIceChanged(now, sink);
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        _ice.HandleDeadline(now, Tap.Over(sink));
        DrainIceEvents(now, sink);
        if (_selectedTupleNotice.NextDeadline <= now)
        {
            RaiseSelectedTuple(now);
        }

        if (_ice.TryGetSelectedTuple(out TransportTuple tuple))
        {
            _dtls.HandleDeadline(now, tuple, Tap.Over(sink));
            DrainDtlsEvents(now, sink);
        }
    }

    public SendBacklog GetBacklog(IDatagramSink sink) => _hasSelectedTuple ? sink.GetBacklog(_selectedTuple) : default;

    public bool TryOpenRtp(int length, IDatagramSink sink, out Span<byte> space)
    {
        if (!_hasSelectedTuple)
        {
            space = default;
            return false;
        }

        space = Tap.Over(sink).GetSpan(length + _srtp.RtpOverhead);
        return true;
    }

    public DropReason SendRtp(in RtpDraft draft, IDatagramSink sink, out int length)
    {
        sink = Tap.Over(sink, CapturedLayer.Media, draft.Start, draft.Rest);
        if (!_srtp.TryProtectRtp(draft, out length))
        {
            return DropReason.SrtpIndexUsed;
        }

        sink.Send(_selectedTuple, length);
        return DropReason.None;
    }

    public bool TrySendRtcp(ReadOnlySpan<byte> rtcp, IDatagramSink sink, out int length)
    {
        length = 0;
        return _ice.TryGetSelectedTuple(out TransportTuple tuple)
            && _srtp.TrySendRtcp(tuple, rtcp, Tap.Over(sink, CapturedLayer.Media, rtcp, rest: []), out length);
    }

    public bool TrySendSctp(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        if (!_ice.TryGetSelectedTuple(out TransportTuple tuple))
        {
            return false;
        }

        _dtls.SendApplicationData(now, tuple, packet, Tap.Over(sink, CapturedLayer.Sctp, packet, rest: []));
        return true;
    }

    public void Close(Timestamp now, IDatagramSink sink)
    {
        try
        {
            if (_ice.TryGetSelectedTuple(out TransportTuple tuple))
            {
                _dtls.Close(now, tuple, Tap.Over(sink));
            }
        }
        finally
        {
            // Its server must forget its paths even if closing the rest throws.
            _ice.Close();
            DrainIceEvents(now, sink);
            _server?.Remove(_transport);
        }
    }

    public void Dispose()
    {
        _dtls.Dispose();
        _srtp.Dispose();
    }

    private void HandleStun(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        if (!_ice.HandleStun(now, tuple, datagram, Tap.Over(sink), out DropReason reason))
        {
            _transport.Drop(reason);
        }

        HandleIceChanged(now, sink);
    }

    private void HandleSrtp(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (!IsMediaAccepted(tuple, out DropReason reason) || !_srtp.TryUnprotectRtp(datagram, out int length, out reason))
        {
            _transport.Drop(reason);
            return;
        }

        Tap.HandleOpened(CapturedLayer.Media, tuple, datagram[..length]);
        ObserveValidPacket(now, tuple, sink);
        _transport.Media.RtpIngress.Handle(now, datagram[..length], sink);
    }

    private void HandleSrtcp(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (!IsMediaAccepted(tuple, out DropReason reason) || !_srtp.TryUnprotectRtcp(datagram, out int length, out reason))
        {
            _transport.Drop(reason);
            return;
        }

        Tap.HandleOpened(CapturedLayer.Media, tuple, datagram[..length]);
        ObserveValidPacket(now, tuple, sink);
        _transport.Media.RtcpIngress.Handle(now, datagram[..length], sink);
    }

    private void HandleDtls(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        // Only an address that ICE has validated may talk to DTLS.
        if (!_ice.IsKnownTuple(tuple))
        {
            _transport.Drop(DropReason.UnknownTuple);
            return;
        }

        DropReason reason = _dtls.HandleDatagram(now, tuple, datagram, Tap.Over(sink));
        if (reason != DropReason.None)
        {
            _transport.Drop(reason);
        }

        DrainDtlsEvents(now, sink);
        _dtls.HandleApplicationData(now, tuple, _transport, sink);
        _transport.ArmDeadline();
    }

    private bool IsMediaAccepted(in TransportTuple tuple, out DropReason reason)
    {
        reason = !_srtp.IsReady || _dtls.State != DtlsState.Connected
            ? DropReason.NotConnected
            : DropReason.UnknownTuple;
        return reason != DropReason.NotConnected && _ice.IsKnownTuple(tuple);
    }

    /// <summary>An authenticated packet from another known tuple makes that one selected.</summary>
    private void ObserveValidPacket(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        _ice.ObserveValidPacket(tuple);
        DrainIceEvents(now, sink);
    }

    private void StartDtlsIfReady(Timestamp now, IDatagramSink sink)
    {
        if (IsIceUp && _ice.TryGetSelectedTuple(out TransportTuple tuple))
        {
            _dtls.StartIfNew(now, tuple, Tap.Over(sink));
        }
    }

    private void DrainIceEvents(Timestamp now, IDatagramSink sink)
    {
        while (_ice.TryDequeueEvent(out IceEvent iceEvent))
        {
            _hasSelectedTuple = _ice.TryGetSelectedTuple(out _selectedTuple);
            switch (iceEvent.Kind)
            {
                case IceEventKind.StateChanged:
                    HandleIceState(now, iceEvent.State, sink);
                    break;
                case IceEventKind.SelectedTupleChanged:
                    RaiseSelectedTuple(now);
                    _transport.Media.SendCongestion.HandlePathChanged(now, sink);
                    break;
                case IceEventKind.TupleAdded:
                    HandleTupleAdded(iceEvent.Tuple);
                    break;
                case IceEventKind.TupleRemoved:
                    HandleTupleRemoved(iceEvent.Tuple);
                    break;
                case IceEventKind.LocalCredentialsChanged:
                    _server?.AddFragment(iceEvent.UsernameFragment!, this);
                    break;
                case IceEventKind.LocalCredentialsDiscarded:
                    _server?.RemoveFragment(iceEvent.UsernameFragment!);
                    break;
                case IceEventKind.Failed:
                    _transport.Context.Events.Enqueue(new IceFailedEvent(_transport.Id));
                    break;
            }
        }
    }

    private void HandleTupleAdded(in TransportTuple tuple)
    {
        _server?.AddTuple(tuple, this);
        if (tuple.Protocol == TransportProtocol.Tcp)
        {
            _transport.Context.Sockets.ConfirmConnection(tuple);
        }
    }

    private void HandleTupleRemoved(in TransportTuple tuple)
    {
        _server?.RemoveTuple(tuple, this);
        if (tuple.Protocol == TransportProtocol.Tcp)
        {
            _transport.Context.Sockets.CloseConnection(tuple);
        }
    }

    private void RaiseSelectedTuple(Timestamp now)
    {
        if (!_ice.TryGetSelectedTuple(out TransportTuple tuple))
        {
            _selectedTupleNotice.Forget();
        }
        else if (_selectedTupleNotice.TryRaise(now, tuple))
        {
            _transport.Context.Events.Enqueue(new IceSelectedTupleEvent(_transport.Id, _listeners.Describe(tuple)));
            if (_server is null && _listeners.IsDirect(tuple))
            {
                _transport.Context.Sockets.PreferRemote(tuple);
            }
        }
        else
        {
            _transport.ArmDeadline();
        }
    }

    private void HandleIceState(Timestamp now, IceState state, IDatagramSink sink)
    {
        if (_transport.IsClosed || state == IceState.Closed)
        {
            return;
        }

        if (state == IceState.Disconnected)
        {
            _selectedTupleNotice.Forget();
        }

        _transport.Context.Events.Enqueue(new IceStateEvent(_transport.Id, state));
        StartDtlsIfReady(now, sink);
        DrainDtlsEvents(now, sink);
        UpdateConnected(now, sink);
    }

    private void DrainDtlsEvents(Timestamp now, IDatagramSink sink)
    {
        while (_dtls.TryTakeChange(now, _transport))
        {
            UpdateConnected(now, sink);
        }
    }

    private void UpdateConnected(Timestamp now, IDatagramSink sink) =>
        _transport.SetConnected(now, IsIceUp && _dtls.State == DtlsState.Connected && _srtp.IsReady, sink);
}
