using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Gathering;

/// <content>What the server sends: answers, and the datagrams of peers.</content>
internal sealed partial class TurnAllocation
{
    /// <summary>
    /// Takes what came from the server. True for the datagram of a peer, which is in <paramref name="data"/>; otherwise it is handled, or dropped for
    /// <paramref name="reason"/>.
    /// </summary>
    public bool TryReceive(Timestamp now, Span<byte> frame, IDatagramSink sink, out NetworkAddress peer, out Span<byte> data, out DropReason reason)
    {
        peer = default;
        data = default;
        reason = DropReason.None;
        if (frame.Length > 0 && frame[0] >> 6 == 1)
        {
            return TurnInbox.TryReadChannel(_peers, frame, out peer, out data, out reason);
        }

        if (!StunMessage.TryParse(frame, out StunMessage message))
        {
            reason = DropReason.StunMalformed;
            return false;
        }

        if (message.Class == StunClass.Indication)
        {
            return TurnInbox.TryReadIndication(_peers, frame, message, out peer, out data, out reason);
        }

        reason = IsOver ? DropReason.StunUnexpected : HandleAnswer(now, message, sink);
        Rearm();
        return false;
    }

    private DropReason HandleAnswer(Timestamp now, in StunMessage message, IDatagramSink sink)
    {
        var id = StunTransactionId.Read(message.TransactionId);
        TurnPeer? peer = _peers.OfRequest(id);
        TurnRequest? request = peer?.Request ?? (_request.IsOpen && _request.Id == id ? _request : null);
        bool isAnswer = request is not null
            && message.Class is StunClass.SuccessResponse or StunClass.ErrorResponse
            && message.Method == TurnMessages.MethodOf(request.Kind)
            && IsGenuine(message);
        if (!isAnswer)
        {
            return DropReason.StunUnexpected;
        }

        request!.End();
        if (message.Class == StunClass.ErrorResponse)
        {
            HandleError(now, message, request, peer, sink);
            return DropReason.None;
        }

        request.StaleNonces = 0;
        if (peer is null)
        {
            HandleGranted(now, message, request.Kind);
        }
        else
        {
            HandlePeerGranted(now, peer, sink);
        }

        return DropReason.None;
    }

    private bool IsGenuine(in StunMessage message) =>
        !_credential.IsChallenged
        || (message.HasMessageIntegrity
            ? message.VerifyMessageIntegrity(_credential.Key)
            : message is { Class: StunClass.ErrorResponse, ErrorCode: StunErrorCode.TryAlternate or StunErrorCode.Unauthenticated or StunErrorCode.StaleNonce });

    private void HandleGranted(Timestamp now, in StunMessage message, TurnRequestKind kind)
    {
        TimeSpan lifetime = TurnMessages.ReadLifetime(message);
        if (kind == TurnRequestKind.Allocate)
        {
            bool hasAddress = message.TryFindAddress(StunAttributeType.XorRelayedAddress, isMixed: true, out NetworkAddress relayed);
            if (!hasAddress || relayed.Port == 0 || relayed.IsIPv6 != _server.WantsIPv6)
            {
                Fail(Malformed);
                return;
            }

            Relayed = relayed;
            Mapped = message.TryGetXorMappedAddress(out NetworkAddress mapped) ? mapped : null;
            State = TurnState.Allocated;
        }
        else if (lifetime == TimeSpan.Zero)
        {
            Fail((int)StunErrorCode.AllocationMismatch);
            return;
        }

        TimeSpan wait = lifetime > 2 * TurnTimes.RefreshMargin ? lifetime - TurnTimes.RefreshMargin : lifetime / 2;
        _refreshAt = now + (wait > TurnTimes.MinRefresh ? wait : TurnTimes.MinRefresh);
    }

    private void HandlePeerGranted(Timestamp now, TurnPeer peer, IDatagramSink sink)
    {
        peer.IsPermitted = true;
        if (peer.Request.Kind == TurnRequestKind.BindChannel)
        {
            // It renews the permission, too (RFC 8656 §12).
            peer.IsBound = true;
            peer.RefreshAt = now + TurnTimes.PeerRefresh;
        }
        else
        {
            peer.RefreshAt = peer.HasNoChannel ? now + TurnTimes.PeerRefresh : now;
        }

        if (peer.Pending.Length > 0)
        {
            SendIndication(peer, peer.Pending, sink);
            peer.DropPending();
        }
    }

    private void HandleError(Timestamp now, in StunMessage message, TurnRequest request, TurnPeer? peer, IDatagramSink sink)
    {
        switch (message.ErrorCode)
        {
            case StunErrorCode.Unauthenticated when !_credential.IsChallenged && _server.Username.Length > 0 && _credential.TryTake(message):
            case StunErrorCode.StaleNonce when ++request.StaleNonces <= EngineLimits.MaxStaleNonces && _credential.TryTake(message):
                Send(now, request.Kind, peer, sink);
                break;
            case StunErrorCode.TryAlternate when request.Kind == TurnRequestKind.Allocate && TryMove(message):
                Send(now, TurnRequestKind.Allocate, null, sink);
                break;
            default:
                HandleRefused(now, (int)message.ErrorCode, peer);
                break;
        }
    }

    /// <summary>The server names another one, of the same address family, a bounded number of times.</summary>
    private bool TryMove(in StunMessage message)
    {
        bool mayMove = _alternates < EngineLimits.MaxAlternateServers
            && message.TryFindAddress(StunAttributeType.AlternateServer, isMixed: false, out NetworkAddress other)
            && other.Port != 0
            && other != _server.Tuple.Remote
            && other.IsIPv6 == _server.Tuple.Remote.IsIPv6;
        if (mayMove)
        {
            _alternates++;
            message.TryFindAddress(StunAttributeType.AlternateServer, isMixed: false, out NetworkAddress address);
            _server = _server with { Tuple = _server.Tuple with { Remote = address } };
            _credential.Forget();
        }

        return mayMove;
    }

    private void HandleRefused(Timestamp now, int code, TurnPeer? peer)
    {
        if (peer is null)
        {
            Fail(code == 0 ? Malformed : code);
        }
        else if (code == (int)StunErrorCode.AllocationMismatch)
        {
            Fail(code);
        }
        else
        {
            peer.HandleRefused(now);
        }
    }
}
