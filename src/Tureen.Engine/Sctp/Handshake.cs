using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp;

/// <summary>The handshake that we begin (RFC 9260 §5.1): INIT, then COOKIE ECHO, each sent again until it is answered.</summary>
internal sealed class Handshake(ControlBlock block)
{
    private static readonly TimeSpan InitialTimeout = TimeSpan.FromMilliseconds(1000);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMilliseconds(60_000);

    private readonly SctpTimer _timer = new();
    private byte[] _cookie = [];

    /// <summary>The terms of the INIT ACK, which apply once COOKIE ACK comes.</summary>
    private PeerTerms _terms;

    public Timestamp NextDeadline => _timer.Deadline;

    public void Begin(Timestamp now, ISctpPacketSink sink)
    {
        uint tag = HandshakeTerms.NewTag(block.Random);
        block.Identify(tag, block.Random.NextUInt32());
        block.Events.Enter(SctpAssociationState.Connecting);
        block.Move(AssociationTrigger.Associate);
        SendInit(sink);
        StartTimer(now);
    }

    public void HandleDeadline(Timestamp now, ISctpPacketSink sink)
    {
        if (!_timer.TryExpire(now) || IsGivenUp())
        {
            return;
        }

        if (block.Phase == AssociationPhase.CookieWait)
        {
            SendInit(sink);
        }
        else
        {
            SendCookieEcho(sink);
        }

        StartTimer(now);
    }

    public DropReason HandleInitAck(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (block.Phase != AssociationPhase.CookieWait)
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

        int maxCookie = Math.Min(SctpLimits.MaxPeerCookie, block.Packets.Room.Length - ChunkFrame.Length);
        bool hasCookie = !parameters.Cookie.IsEmpty && parameters.Cookie.Length <= maxCookie;
        if (!hasCookie || initAck.Fields.OutboundStreams == 0 || initAck.Fields.InboundStreams == 0 || parameters.HasHostName)
        {
            CauseCode cause = hasCookie ? CauseCode.InvalidMandatoryParameter : CauseCode.MissingMandatoryParameter;
            block.Packets.SendAbortTo(initAck.Fields.InitiateTag, isTagReflected: false, cause, sink);
            block.End(AssociationTrigger.Abort, SctpAssociationState.Failed, SctpEndReason.BadHandshake);
            return DropReason.SctpMalformed;
        }

        Echo(HandshakeTerms.Agree(block.Options, initAck.Fields, parameters.Extensions), parameters.Cookie);
        if (parameters.UnknownLength > 0)
        {
            block.Packets.AddError(CauseCode.UnrecognizedParameters, unknown[..parameters.UnknownLength], sink);
        }

        block.Packets.Flush(sink);
        StartTimer(now);
        return DropReason.None;
    }

    /// <summary>COOKIE ACK or ERROR as the answer to COOKIE ECHO; false if it is neither or there is nothing to answer.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="sink">Where packets go.</param>
    /// <param name="agreed">The terms of the association, if this completes the handshake.</param>
    public bool TryHandleAnswer(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink, out PeerTerms? agreed)
    {
        agreed = null;
        if (block.Phase != AssociationPhase.CookieEchoed)
        {
            return false;
        }

        switch (chunk.Type)
        {
            case CookieAckChunk.Type:
                agreed = CookieAckChunk.TryParse(chunk.Bytes) ? _terms : null;
                return true;
            case ErrorChunk.Type:
                HandleError(now, chunk, sink);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The handshake has ended, with or without success.</summary>
    public void Stop()
    {
        _timer.Stop();
        _cookie = [];
    }

    private void Echo(in PeerTerms terms, ReadOnlySpan<byte> cookie)
    {
        _terms = terms;
        _cookie = cookie.ToArray();
        block.Packets.PeerTag = terms.Tag;
        block.Move(AssociationTrigger.InitAck);
        _timer.Stop();
        block.Packets.Commit(CookieEchoChunk.Write(block.Packets.Room, _cookie));
    }

    /// <summary>ERROR: most causes have no effect, but a stale cookie restarts the handshake (§5.2.6).</summary>
    private void HandleError(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (!ErrorChunk.TryParse(chunk.Bytes, out ErrorChunk error) || ErrorCause.FirstOf(error.Causes) != CauseCode.StaleCookie)
        {
            return;
        }

        _timer.CountExpiration();
        if (!IsGivenUp())
        {
            block.Packets.PeerTag = 0;
            block.Move(AssociationTrigger.StaleCookie);
            SendInit(sink);
            StartTimer(now);
        }
    }

    private bool IsGivenUp()
    {
        if (_timer.Expirations <= SctpLimits.MaxInitRetransmissions)
        {
            return false;
        }

        block.End(AssociationTrigger.Abort, SctpAssociationState.Failed, SctpEndReason.HandshakeTimeout);
        return true;
    }

    private void SendInit(ISctpPacketSink sink)
    {
        Span<byte> chunk = block.Packets.Room;
        int parameters = HandshakeParameters.Write(chunk[InitFields.ChunkLength..], block.Options.Extensions);
        InitFields offer = HandshakeTerms.Offer(block.Options, block.LocalTag, block.LocalInitialTsn);
        block.Packets.Commit(InitChunk.Write(chunk, offer, parameters));
        block.Packets.FlushTo(tag: 0, sink);
    }

    private void SendCookieEcho(ISctpPacketSink sink)
    {
        block.Packets.Commit(CookieEchoChunk.Write(block.Packets.Room, _cookie));
        block.Packets.Flush(sink);
    }

    private void StartTimer(Timestamp now)
    {
        TimeSpan timeout = InitialTimeout * (1 << Math.Min(_timer.Expirations, 6));
        _timer.Start(now, timeout < MaxTimeout ? timeout : MaxTimeout);
    }
}
