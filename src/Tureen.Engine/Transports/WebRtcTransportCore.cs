using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>A transport to a WebRTC endpoint: ICE-lite, DTLS, SRTP (mediasoup's WebRtcTransport).</summary>
[SuppressMessage("Design", "CA1001", Justification = "Close frees what it owns.")]
internal sealed partial class WebRtcTransportCore : TransportCore
{
    private readonly IceServer _ice;
    private readonly DtlsTransport _dtls;
    private readonly SelectedTupleNotice _selectedTupleNotice = new();
    private readonly WebRtcServerCore? _server;
    private readonly IceListeners _listeners;
    private readonly List<IceCandidate> _candidates;
    private readonly TransportSrtp _srtp = new();
    private readonly bool _allowsSha1Fingerprints;
    private bool _isConnectCalled;

    /// <exception cref="SocketBindException">A listen address cannot be bound; nothing stays open.</exception>
    /// <exception cref="MediasoupTypeException">The server listens on none of the protocols that are to be used.</exception>
    /// <exception cref="InvalidStateException">The server is closed.</exception>
    public WebRtcTransportCore(
        ITransportRouter router,
        EngineContext context,
        DtlsCertificate certificate,
        WebRtcTransportCoreOptions options)
        : base(router, context, TransportType.WebRtc, options.Id, options.Data)
    {
        LocalFingerprints = [.. certificate.Fingerprints.Select(static fingerprint => fingerprint.ToParameters())];
        _server = options.Server;
        _allowsSha1Fingerprints = options.AllowSha1Fingerprints;
        _ice = new IceServer(context.Random, options.IceConsentTimeout);
        _listeners = _server?.Listeners ?? IceListeners.Open(context.Sockets, options.Listens);
        _candidates = _listeners.CreateCandidates(options.Protocols);
        if (_candidates.Count == 0)
        {
            throw new MediasoupTypeException("empty iceCandidates: nothing listens on the protocols that are enabled");
        }

        _server?.Add(this);
        _server?.AddFragment(_ice.UsernameFragment, this);
        _dtls = new DtlsTransport(certificate);
    }

    public override IReadOnlyList<int> SocketIds => _server is null ? _listeners.SocketIds : [];

    public IReadOnlyList<IceCandidate> IceCandidates => _candidates;

    public IceParameters IceParameters =>
        new() { UsernameFragment = _ice.UsernameFragment, Password = _ice.Password, IceLite = true };

    public IceState IceState => _ice.State;

    public DtlsState DtlsState => _dtls.State;

    /// <summary>The role taken, <see cref="DtlsRole.Auto"/> while it is open.</summary>
    public DtlsRole DtlsRole => _dtls.Role == DtlsRole.Auto ? _localRole : _dtls.Role;

    public IReadOnlyList<DtlsFingerprint> LocalFingerprints { get; }

    /// <summary>Inbound SSRCs with kept SRTP state.</summary>
    public int ReceivedSsrcCount => _srtp.ReceivedSsrcCount;

    /// <summary>Outbound SSRCs with kept SRTP state.</summary>
    public int SentSsrcCount => _srtp.SentSsrcCount;

    /// <summary>Whether an ICE check of this transport's peer came over <paramref name="tuple"/> at <paramref name="since"/> or later.</summary>
    public bool HasChecked(in TransportTuple tuple, Timestamp since) => _ice.HasChecked(tuple, since);

    public TransportTupleInfo? SelectedTuple =>
        _ice.TryGetSelectedTuple(out TransportTuple tuple) ? _listeners.Describe(tuple) : null;

    public override Timestamp NextDeadline =>
        IsClosed
            ? Timestamp.Never
            : Timestamp.Min(
                Timestamp.Min(base.NextDeadline, _selectedTupleNotice.NextDeadline),
                Timestamp.Min(_ice.NextDeadline.At, DtlsDeadline));

    /// <summary>Without a path, a handshake waits for a path and not for its timer.</summary>
    private Timestamp DtlsDeadline => _ice.TryGetSelectedTuple(out _) ? _dtls.NextDeadline.At : Timestamp.Never;

    protected override int RtpOverhead => _srtp.RtpOverhead;

    protected override int RtcpOverhead => _srtp.RtcpOverhead;

    public override void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        CountReceived(now, datagram.Length);
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
                Drop(DropReason.UnknownPacketKind);
                break;
        }
    }

    public override TransportCore? FindTransport(in TransportTuple tuple) => _ice.IsKnownTuple(tuple) ? this : null;

    public override void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        _ice.RemoveTuple(tuple);
        DrainIceEvents(now, sink);
        ArmDeadline();
    }

    public override void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        _ice.HandleDeadline(now);
        DrainIceEvents(now, sink);
        if (_selectedTupleNotice.NextDeadline <= now)
        {
            RaiseSelectedTuple(now);
        }

        if (_ice.TryGetSelectedTuple(out TransportTuple tuple))
        {
            _dtls.HandleDeadline(now, tuple, sink);
            DrainDtlsEvents(now, sink);
        }

        base.HandleDeadline(now, sink);
    }

    protected override void OnClosing(Timestamp now, IDatagramSink sink)
    {
        try
        {
            if (_ice.TryGetSelectedTuple(out TransportTuple tuple))
            {
                _dtls.Close(now, tuple, sink);
            }
        }
        finally
        {
            // Its server must forget its paths even if closing the rest throws.
            _ice.Close();
            DrainIceEvents(now, sink);
            _server?.Remove(this);
        }
    }

    protected override void OnClosed()
    {
        _dtls.Dispose();
        _srtp.Dispose();
    }

    public override void SendSctpPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        if (_ice.TryGetSelectedTuple(out TransportTuple tuple))
        {
            _dtls.SendApplicationData(now, tuple, packet, sink);
            CountSent(now, packet.Length);
        }
    }

    protected override bool TryGetSendTuple(out TransportTuple tuple) => _ice.TryGetSelectedTuple(out tuple);

    protected override bool TryProtectRtp(
        OutgoingStream stream,
        Span<byte> destination,
        int headerLength,
        int prefixLength,
        ReadOnlySpan<byte> rest,
        bool isRepeat,
        out int length) => _srtp.TryProtectRtp(stream, destination, headerLength, prefixLength, rest, isRepeat, out length);

    protected override bool TryProtectRtcp(Span<byte> buffer, int length, out int protectedLength) =>
        _srtp.TryProtectRtcp(buffer, length, out protectedLength);

    protected override void ForgetReceivedSsrc(uint ssrc) => _srtp.ForgetReceivedSsrc(ssrc);

    protected override void ForgetSentSsrc(uint ssrc) => _srtp.ForgetSentSsrc(ssrc);

    protected override bool IsSentSsrcRetired(uint ssrc) => _srtp.IsSentSsrcRetired(ssrc);

    private void HandleStun(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        if (!_ice.HandleRequest(now, tuple, datagram, sink, out DropReason reason))
        {
            Drop(reason);
        }

        DrainIceEvents(now, sink);
        ArmDeadline();
    }

    private void HandleSrtp(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (!IsMediaAccepted(tuple, out DropReason reason))
        {
            Drop(reason);
            return;
        }

        if (!_srtp.TryUnprotectRtp(datagram, out int length, out reason))
        {
            Drop(reason);
            return;
        }

        ObserveValidPacket(now, tuple, sink);
        HandleRtp(now, datagram[..length], sink);
    }

    private void HandleSrtcp(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (!IsMediaAccepted(tuple, out DropReason reason))
        {
            Drop(reason);
            return;
        }

        if (!_srtp.TryUnprotectRtcp(datagram, out int length, out reason))
        {
            Drop(reason);
            return;
        }

        ObserveValidPacket(now, tuple, sink);
        HandleRtcp(now, datagram[..length], sink);
    }

    private void HandleDtls(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        // Only an address that ICE has validated may talk to DTLS.
        if (!_ice.IsKnownTuple(tuple))
        {
            Drop(DropReason.UnknownTuple);
            return;
        }

        DropReason reason = _dtls.HandleDatagram(now, tuple, datagram, sink);
        if (reason != DropReason.None)
        {
            Drop(reason);
        }

        DrainDtlsEvents(now, sink);
        HandleApplicationData(now, sink);
        ArmDeadline();
    }

    /// <summary>What DTLS carries is SCTP (RFC 8261).</summary>
    private void HandleApplicationData(Timestamp now, IDatagramSink sink)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxDatagramLength];
        while (_dtls.TryReadApplicationData(packet, out int length))
        {
            Data.HandlePacket(now, packet[..length], sink);
        }
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
}
