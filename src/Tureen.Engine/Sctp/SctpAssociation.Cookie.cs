using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp;

/// <summary>COOKIE ECHO (RFC 9260 §5.1.5, §5.2.4): the only chunk that makes an association out of nothing.</summary>
internal sealed partial class SctpAssociation
{
    /// <summary>Valid.Cookie.Life.</summary>
    private static readonly TimeSpan CookieLife = TimeSpan.FromSeconds(60);

    private readonly CookieSeal _cookies;

    private DropReason HandleCookieEcho(Timestamp now, uint tag, in SctpChunk chunk, ISctpPacketSink sink)
    {
        // 1. Only a cookie of ours counts, and only under the tag that was given out with it.
        if (!CookieEchoChunk.TryParse(chunk.Bytes, out CookieEchoChunk echo)
            || !_cookies.TryRead(echo.Cookie, out StateCookie cookie)
            || cookie.LocalTag != tag
            || tag == 0)
        {
            return DropReason.SctpWrongCookie;
        }

        // 2. One that was answered already may come again at any time; any other must be fresh.
        bool isPresent = _phase != AssociationPhase.Closed && cookie.LocalTag == _localTag && cookie.Peer.Tag == _peer.Tag;
        TimeSpan age = now - cookie.CreatedAt;
        if (!isPresent && (age > CookieLife || age < TimeSpan.Zero))
        {
            SendStaleCookie(cookie.Peer.Tag, age - CookieLife, sink);
            return DropReason.SctpWrongCookie;
        }

        return HandleCookie(now, cookie, isPresent, sink);
    }

    private DropReason HandleCookie(Timestamp now, in StateCookie cookie, bool isPresent, ISctpPacketSink sink)
    {
        // 3. Action D, and the peer that begins: table 12 of the RFC, from the last row on.
        if (isPresent && IsUp)
        {
            SendCookieAck(sink);
            return DropReason.None;
        }

        bool isConnecting = _phase is AssociationPhase.CookieWait or AssociationPhase.CookieEchoed;
        if (_phase == AssociationPhase.Closed || (isConnecting && cookie.LocalTag == _localTag))
        {
            // Action B and D: both began at once, and this cookie is of the peer's INIT.
            Accept(now, cookie, sink);
            return DropReason.None;
        }

        // 4. Action A: the peer lost the association that the tie tags name, and begins anew.
        bool isRestart = IsUp
            && cookie.LocalTag != _localTag && cookie.Peer.Tag != _peer.Tag
            && cookie.LocalTieTag == _localTag && cookie.PeerTieTag == _peer.Tag;
        if (!isRestart)
        {
            return DropReason.SctpWrongCookie;
        }

        if (_phase == AssociationPhase.ShutdownAckSent)
        {
            SendShutdownAck(sink);
            SendError(CauseCode.CookieReceivedWhileShuttingDown, default, sink);
            return DropReason.SctpUnexpected;
        }

        Accept(now, cookie, sink);
        return DropReason.None;
    }

    private void Accept(Timestamp now, in StateCookie cookie, ISctpPacketSink sink)
    {
        // What is begun belongs to the former tag.
        Flush(sink);
        _localTag = cookie.LocalTag;
        _localInitialTsn = cookie.LocalInitialTsn;
        Establish(now, cookie.Peer);
        SendCookieAck(sink);
    }

    private void SendCookieAck(ISctpPacketSink sink) => _writer.Commit(CookieAckChunk.Write(Reserve(ChunkFrame.Length, sink)));

    private void SendStaleCookie(uint peerTag, TimeSpan staleness, ISctpPacketSink sink)
    {
        Flush(sink);
        Span<byte> cause = stackalloc byte[StaleCookieCause.Length];
        int length = new StaleCookieCause((uint)Math.Clamp(staleness.TotalMicroseconds, 0, uint.MaxValue)).Write(cause);
        _writer.Commit(ErrorChunk.Write(_writer.Room, cause[..length]));
        _writer.Flush(sink, peerTag, hasChecksum: true);
    }

    /// <summary>ERROR: nothing to do about most, but a stale cookie means to begin again (§5.2.6).</summary>
    private void HandleError(Timestamp now, in SctpChunk chunk, ISctpPacketSink sink)
    {
        if (_phase == AssociationPhase.CookieEchoed
            && ErrorChunk.TryParse(chunk.Bytes, out ErrorChunk error)
            && ErrorCause.FirstOf(error.Causes) == CauseCode.StaleCookie)
        {
            _handshakeTimer.CountExpiration();
            if (_handshakeTimer.Expirations > SctpLimits.MaxInitRetransmissions)
            {
                End(SctpAssociationState.Failed, SctpEndReason.HandshakeTimeout);
                return;
            }

            _peer = default;
            BeginInit(now, sink);
        }
    }
}
