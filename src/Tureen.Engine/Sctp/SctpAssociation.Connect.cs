using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>The handshake of four packets, from one side or from both at once (RFC 9260 §5).</summary>
internal sealed partial class SctpAssociation
{
    private static readonly TimeSpan InitialHandshakeTimeout = TimeSpan.FromMilliseconds(1000);
    private static readonly TimeSpan MaxHandshakeTimeout = TimeSpan.FromMilliseconds(60_000);

    private readonly SctpTimer _handshakeTimer = new(DeadlineReason.SctpHandshake);
    private byte[] _peerCookie = [];

    /// <summary>Begins the handshake. Idempotent.</summary>
    public void Connect(Timestamp now, ISctpPacketSink sink)
    {
        if (_phase != AssociationPhase.Closed)
        {
            return;
        }

        _localTag = NewTag();
        _localInitialTsn = _random.NextUInt32();
        Enter(SctpAssociationState.Connecting);
        BeginInit(now, sink);
    }

    private void BeginInit(Timestamp now, ISctpPacketSink sink)
    {
        _phase = AssociationPhase.CookieWait;
        SendInit(sink);
        StartHandshakeTimer(now);
    }

    private void StartHandshakeTimer(Timestamp now)
    {
        TimeSpan timeout = InitialHandshakeTimeout * (1 << Math.Min(_handshakeTimer.Expirations, 6));
        _handshakeTimer.Start(now, timeout < MaxHandshakeTimeout ? timeout : MaxHandshakeTimeout);
    }

    private void HandleHandshakeDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (!_handshakeTimer.TryExpire(now))
        {
            return;
        }

        if (_handshakeTimer.Expirations > SctpLimits.MaxInitRetransmissions)
        {
            End(SctpAssociationState.Failed, SctpEndReason.HandshakeTimeout);
            return;
        }

        if (_phase == AssociationPhase.CookieWait)
        {
            SendInit(sink);
        }
        else
        {
            SendCookieEcho(sink);
        }

        StartHandshakeTimer(now);
    }

    private void SendInit(ISctpPacketSink sink)
    {
        Span<byte> chunk = _writer.Room;
        int parameters = HandshakeParameters.Write(chunk[InitFields.ChunkLength..], _options.Extensions);
        _writer.Commit(InitChunk.Write(chunk, LocalFields(_localTag, _localInitialTsn), parameters));
        _writer.Flush(sink, verificationTag: 0, hasChecksum: true);
    }

    private InitFields LocalFields(uint tag, uint initialTsn) =>
        new(tag, (uint)_options.ReceiveWindow, _options.OutboundStreams, _options.InboundStreams, initialTsn);

    private uint NewTag()
    {
        uint tag;
        do
        {
            tag = _random.NextUInt32();
        }
        while (tag == 0);
        return tag;
    }

    /// <summary>INIT, in whichever state (§5.1, §5.2.1, §5.2.2): the answer carries all that would have to be remembered.</summary>
    private DropReason HandleInit(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
    {
        Span<byte> unknown = stackalloc byte[SctpLimits.MaxReportedUnknown];
        if (!InitChunk.TryParse(chunk.Bytes, out InitChunk init)
            || init.Fields.InitiateTag == 0
            || !HandshakeParameters.TryRead(init.Parameters, unknown, out HandshakeParameters parameters))
        {
            return DropReason.SctpMalformed;
        }

        if (init.Fields.OutboundStreams == 0 || init.Fields.InboundStreams == 0 || parameters.HasHostName)
        {
            CauseCode cause = parameters.HasHostName ? CauseCode.UnresolvableAddress : CauseCode.InvalidMandatoryParameter;
            SendAbort(init.Fields.InitiateTag, isTagReflected: false, cause, sink);
            return DropReason.SctpMalformed;
        }

        if (_phase == AssociationPhase.ShutdownAckSent)
        {
            SendShutdownAck(sink);
            return DropReason.None;
        }

        // While our own INIT is on its way both must speak of the same association, so the tag and the TSN are the same.
        bool isOwn = _phase is AssociationPhase.CookieWait or AssociationPhase.CookieEchoed;
        bool hasTies = _phase >= AssociationPhase.CookieEchoed;
        var cookie = new StateCookie
        {
            CreatedAt = now,
            LocalTag = isOwn ? _localTag : NewTag(),
            LocalInitialTsn = isOwn ? _localInitialTsn : _random.NextUInt32(),
            Peer = TermsOf(init.Fields, parameters.Extensions),
            LocalTieTag = hasTies ? _localTag : 0,
            PeerTieTag = hasTies ? _peer.Tag : 0,
        };
        SendInitAck(cookie, unknown[..parameters.UnknownLength], sink);
        return DropReason.None;
    }

    private PeerTerms TermsOf(in InitFields fields, SctpExtensions extensions) => new(
        fields.InitiateTag,
        fields.InitialTsn,
        fields.ReceiverWindow,
        new SctpCapabilities(
            Math.Min(_options.OutboundStreams, fields.InboundStreams),
            Math.Min(_options.InboundStreams, fields.OutboundStreams),
            _options.Extensions & extensions));

    private void SendInitAck(in StateCookie cookie, ReadOnlySpan<byte> unknown, ISctpPacketSink sink)
    {
        Flush(sink);
        Span<byte> chunk = _writer.Room;
        Span<byte> parameters = chunk[InitFields.ChunkLength..];
        Span<byte> sealedCookie = stackalloc byte[CookieSeal.SealedLength];
        _cookies.Write(sealedCookie, cookie);
        int length = StateCookieParameter.Write(parameters, sealedCookie);
        length += HandshakeParameters.Write(parameters[length..], _options.Extensions);
        foreach (SctpParameter parameter in new ParameterEnumerator(unknown))
        {
            if (parameters.Length - length >= ParameterFrame.Length + ChunkFrame.Pad(parameter.Bytes.Length))
            {
                length += UnrecognizedParameter.Write(parameters[length..], parameter.Bytes);
            }
        }

        _writer.Commit(InitAckChunk.Write(chunk, LocalFields(cookie.LocalTag, cookie.LocalInitialTsn), length));
        _writer.Flush(sink, cookie.Peer.Tag, hasChecksum: true);
    }

    private DropReason HandleInitAck(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (_phase != AssociationPhase.CookieWait)
        {
            return DropReason.SctpUnexpected;
        }

        Span<byte> unknown = stackalloc byte[SctpLimits.MaxReportedUnknown];
        if (!InitAckChunk.TryParse(chunk.Bytes, out InitAckChunk initAck)
            || initAck.Fields.InitiateTag == 0
            || !HandshakeParameters.TryRead(initAck.Parameters, unknown, out HandshakeParameters parameters))
        {
            return DropReason.SctpMalformed;
        }

        int maxCookie = Math.Min(SctpLimits.MaxPeerCookie, _writer.Room.Length - ChunkFrame.Length);
        bool hasCookie = !parameters.Cookie.IsEmpty && parameters.Cookie.Length <= maxCookie;
        if (!hasCookie || initAck.Fields.OutboundStreams == 0 || initAck.Fields.InboundStreams == 0 || parameters.HasHostName)
        {
            CauseCode cause = hasCookie ? CauseCode.InvalidMandatoryParameter : CauseCode.MissingMandatoryParameter;
            SendAbort(initAck.Fields.InitiateTag, isTagReflected: false, cause, sink);
            End(SctpAssociationState.Failed, SctpEndReason.BadHandshake);
            return DropReason.SctpMalformed;
        }

        _peer = TermsOf(initAck.Fields, parameters.Extensions);
        _peerCookie = parameters.Cookie.ToArray();
        _phase = AssociationPhase.CookieEchoed;
        _handshakeTimer.Stop();
        _writer.Commit(CookieEchoChunk.Write(_writer.Room, _peerCookie));
        if (parameters.UnknownLength > 0)
        {
            SendError(CauseCode.UnrecognizedParameters, unknown[..parameters.UnknownLength], sink);
        }

        Flush(sink);
        StartHandshakeTimer(now);
        return DropReason.None;
    }

    private void SendCookieEcho(ISctpPacketSink sink)
    {
        _writer.Commit(CookieEchoChunk.Write(_writer.Room, _peerCookie));
        Flush(sink);
    }

    private void HandleCookieAck(Timestamp now, in SctpChunk chunk)
    {
        if (_phase == AssociationPhase.CookieEchoed && CookieAckChunk.TryParse(chunk.Bytes))
        {
            Establish(now, _peer);
        }
    }

    private void Establish(Timestamp now, in PeerTerms terms)
    {
        _phase = AssociationPhase.Established;
        _peer = terms;
        _capabilities = terms.Capabilities;
        _peerCookie = [];
        _handshakeTimer.Stop();
        _shutdownTimer.Stop();
        ClearErrors();
        _sender.Establish(
            _localInitialTsn, terms.ReceiverWindow, Has(SctpExtensions.Interleaving), Has(SctpExtensions.PartialReliability));
        _receiver.Establish(terms.InitialTsn, Has(SctpExtensions.Interleaving));
        BeginRequests();
        BeginHeartbeats(now);
        _events.Enqueue(new SctpEvent(SctpEventKind.CapabilitiesNegotiated));
        if (State == SctpAssociationState.Connected)
        {
            _events.Enqueue(new SctpEvent(SctpEventKind.Restarted));
        }
        else
        {
            Enter(SctpAssociationState.Connected);
        }
    }
}
