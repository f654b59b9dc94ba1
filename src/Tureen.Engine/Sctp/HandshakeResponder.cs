using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>The handshake that the peer begins (RFC 9260 §5.1, §5.2): nothing is kept until a cookie comes back.</summary>
internal sealed class HandshakeResponder(ControlBlock block)
{
    /// <summary>Valid.Cookie.Life.</summary>
    private static readonly TimeSpan CookieLife = TimeSpan.FromSeconds(60);

    private readonly CookieSeal _cookies = new(block.Random);

    /// <summary>INIT in any phase (§5.1, §5.2.1, §5.2.2): the answer carries all that would have to be remembered.</summary>
    public DropReason HandleInit(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
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
            block.Packets.SendAbortTo(init.Fields.InitiateTag, isTagReflected: false, cause, sink);
            return DropReason.SctpMalformed;
        }

        if (block.Phase == AssociationPhase.ShutdownAckSent)
        {
            block.Packets.SendShutdownAck(sink);
            return DropReason.None;
        }

        // While our own INIT is on its way, both must name the same association, so the tag and the TSN are the same.
        bool isOwn = block.Phase is AssociationPhase.CookieWait or AssociationPhase.CookieEchoed;
        bool hasTies = block.Phase >= AssociationPhase.CookieEchoed;
        var cookie = new StateCookie
        {
            CreatedAt = now,
            LocalTag = isOwn ? block.LocalTag : HandshakeTerms.NewTag(block.Random),
            LocalInitialTsn = isOwn ? block.LocalInitialTsn : block.Random.NextUInt32(),
            Peer = HandshakeTerms.Agree(block.Options, init.Fields, parameters.Extensions),
            LocalTieTag = hasTies ? block.LocalTag : 0,
            PeerTieTag = hasTies ? block.Packets.PeerTag : 0,
        };
        SendInitAck(cookie, unknown[..parameters.UnknownLength], sink);
        return DropReason.None;
    }

    /// <summary>COOKIE ECHO (§5.1.5, §5.2.4): the only chunk that makes an association out of nothing.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="tag">The verification tag of its packet.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="sink">Where packets go.</param>
    /// <param name="accepted">The cookie by which the association begins, or begins anew; null if it does not.</param>
    public DropReason HandleCookieEcho(
        Timestamp now, uint tag, in SctpChunk chunk, ISctpPacketSink sink, out StateCookie? accepted)
    {
        // 1. Only a cookie of ours counts, and only under the tag that was given out with it.
        accepted = null;
        if (!CookieEchoChunk.TryParse(chunk.Bytes, out CookieEchoChunk echo)
            || !_cookies.TryRead(echo.Cookie, out StateCookie cookie)
            || cookie.LocalTag != tag
            || tag == 0)
        {
            return DropReason.SctpWrongCookie;
        }

        // 2. One that was answered already may come again at any time; any other must be fresh.
        bool isPresent = block.Phase != AssociationPhase.Closed
            && cookie.LocalTag == block.LocalTag && cookie.Peer.Tag == block.Packets.PeerTag;
        TimeSpan age = now - cookie.CreatedAt;
        if (!isPresent && (age > CookieLife || age < TimeSpan.Zero))
        {
            SendStaleCookie(cookie.Peer.Tag, age - CookieLife, sink);
            return DropReason.SctpWrongCookie;
        }

        DropReason reason = HandleCookie(cookie, isPresent, sink, out bool isAccepted);
        accepted = isAccepted ? cookie : null;
        return reason;
    }

    public void SendCookieAck(ISctpPacketSink sink) =>
        block.Packets.Commit(CookieAckChunk.Write(block.Packets.Reserve(ChunkFrame.Length, sink)));

    private DropReason HandleCookie(in StateCookie cookie, bool isPresent, ISctpPacketSink sink, out bool isAccepted)
    {
        // 3. Action D, and the peer that begins: table 12 of the RFC, from the last row on.
        isAccepted = false;
        if (isPresent && block.IsUp)
        {
            SendCookieAck(sink);
            return DropReason.None;
        }

        bool isConnecting = block.Phase is AssociationPhase.CookieWait or AssociationPhase.CookieEchoed;
        if (block.Phase == AssociationPhase.Closed || (isConnecting && cookie.LocalTag == block.LocalTag))
        {
            // Action B and D: both began at once, and this cookie is of the peer's INIT.
            isAccepted = true;
            return DropReason.None;
        }

        // 4. Action A: the peer lost the association that the tie tags name, and begins anew.
        bool isRestart = block.IsUp
            && cookie.LocalTag != block.LocalTag && cookie.Peer.Tag != block.Packets.PeerTag
            && cookie.LocalTieTag == block.LocalTag && cookie.PeerTieTag == block.Packets.PeerTag;
        if (!isRestart)
        {
            return DropReason.SctpWrongCookie;
        }

        if (block.Phase == AssociationPhase.ShutdownAckSent)
        {
            block.Packets.SendShutdownAck(sink);
            block.Packets.AddError(CauseCode.CookieReceivedWhileShuttingDown, default, sink);
            return DropReason.SctpUnexpected;
        }

        isAccepted = true;
        return DropReason.None;
    }

    private void SendInitAck(in StateCookie cookie, ReadOnlySpan<byte> unknown, ISctpPacketSink sink)
    {
        block.Packets.Flush(sink);
        Span<byte> chunk = block.Packets.Room;
        Span<byte> parameters = chunk[InitFields.ChunkLength..];
        Span<byte> sealedCookie = stackalloc byte[CookieSeal.SealedLength];
        _cookies.Write(sealedCookie, cookie);
        int length = StateCookieParameter.Write(parameters, sealedCookie);
        length += HandshakeParameters.Write(parameters[length..], block.Options.Extensions);
        foreach (SctpParameter parameter in new ParameterEnumerator(unknown))
        {
            if (parameters.Length - length >= ParameterFrame.Length + ChunkFrame.Pad(parameter.Bytes.Length))
            {
                length += UnrecognizedParameter.Write(parameters[length..], parameter.Bytes);
            }
        }

        InitFields offer = HandshakeTerms.Offer(block.Options, cookie.LocalTag, cookie.LocalInitialTsn);
        block.Packets.Commit(InitAckChunk.Write(chunk, offer, length));
        block.Packets.FlushTo(cookie.Peer.Tag, sink);
    }

    private void SendStaleCookie(uint peerTag, TimeSpan staleness, ISctpPacketSink sink)
    {
        block.Packets.Flush(sink);
        Span<byte> cause = stackalloc byte[StaleCookieCause.Length];
        int length = new StaleCookieCause((uint)Math.Clamp(staleness.TotalMicroseconds, 0, uint.MaxValue)).Write(cause);
        block.Packets.Commit(ErrorChunk.Write(block.Packets.Room, cause[..length]));
        block.Packets.FlushTo(peerTag, sink);
    }
}
