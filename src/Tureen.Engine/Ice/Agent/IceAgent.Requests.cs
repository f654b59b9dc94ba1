using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Agent;

/// <content>The checks of the peer (RFC 8445 §7.3).</content>
internal sealed partial class IceAgent
{
    public bool HandleStun(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink, out DropReason reason)
    {
        if (!StunMessage.TryParse(datagram, out StunMessage message))
        {
            reason = DropReason.StunMalformed;
            return false;
        }

        reason = Precheck(message);
        if (reason == DropReason.None)
        {
            if (message.Class == StunClass.Request)
            {
                reason = HandleRequest(now, tuple, message, sink);
            }
            else if (!HandleAnswer(now, tuple, message, sink))
            {
                reason = DropReason.StunUnexpected;
            }
        }

        return reason == DropReason.None;
    }

    private DropReason Precheck(in StunMessage message)
    {
        if (State == IceState.Closed)
        {
            return DropReason.TransportClosed;
        }

        // Indications keep a NAT open, and prove nothing.
        if (message.Class == StunClass.Indication)
        {
            return DropReason.StunNotBindingRequest;
        }

        return _events.Count >= EngineLimits.MaxIceEvents ? DropReason.StunRateLimited : DropReason.None;
    }

    private DropReason HandleRequest(Timestamp now, in TransportTuple tuple, in StunMessage request, IDatagramSink sink)
    {
        // 1. A request that is malformed or not authentic gets an error and leaves no trace.
        StunErrorCode error = IceRequestGate.CheckForm(request);
        IceCredentials? credentials = error == StunErrorCode.None ? _session.Authenticate(request) : null;
        if (credentials is null)
        {
            error = error == StunErrorCode.None ? StunErrorCode.Unauthenticated : error;
            return _gate.Refuse(now, tuple, request, error, key: default, sink);
        }

        // 2. One of both must change its role if they are equal.
        error = CheckDemands(request);
        if (error != StunErrorCode.None)
        {
            return _gate.Refuse(now, tuple, request, error, credentials.Key, sink);
        }

        if (_session.IsInConflict(request))
        {
            SwitchRole(now);
        }

        // 3. Answer, and check the same way back.
        int length = StunResponse.WriteSuccess(request, tuple.Remote, credentials.Key, sink.GetSpan(StunResponse.MaxLength));
        sink.Send(tuple, length);
        if (!HasFailed)
        {
            AddTuple(now, tuple);
            HandleCheck(now, tuple, request);
            HandleDeadline(now, sink);
        }

        return DropReason.None;
    }

    private StunErrorCode CheckDemands(in StunMessage request)
    {
        if (request.UnknownAttributeCount > 0)
        {
            return StunErrorCode.UnknownAttribute;
        }

        return _session.WinsConflict(request) ? StunErrorCode.RoleConflict : StunErrorCode.None;
    }

    private void HandleCheck(Timestamp now, in TransportTuple tuple, in StunMessage request)
    {
        bool isNominated = !_session.IsControlling && (request.HasUseCandidate || request.HasNomination);
        IceCandidatePair? pair = _checklist.Find(tuple) ?? AddPeerReflexive(tuple, request.Priority);
        if (pair is null)
        {
            return;
        }

        if (pair.State == IcePairState.Succeeded)
        {
            if (isNominated)
            {
                Nominate(now, pair);
            }

            return;
        }

        pair.IsNominationPending |= isNominated;
        TriggerCheck(now, pair);
    }

    /// <summary>
    /// The peer's packets come through, so ours may too by now (RFC 8445 §7.3.1.4). A check that was sent only now is not repeated, so that a flood
    /// of requests does not become one of checks.
    /// </summary>
    private void TriggerCheck(Timestamp now, IceCandidatePair pair)
    {
        if (pair.State == IcePairState.InProgress)
        {
            if (_open.IsFresh(pair))
            {
                return;
            }

            _open.Replace(now, pair);
        }

        _checklist.Trigger(pair);
        ArmChecks(now);
    }

    /// <summary>An address that signaling did not bring: the peer is behind a NAT (RFC 8445 §7.3.1.3).</summary>
    private IceCandidatePair? AddPeerReflexive(in TransportTuple tuple, uint priority)
    {
        string foundation = $"prflx{_remotes.Count}";
        foreach (IceLocalCandidate local in _locals)
        {
            if (local.SocketId == tuple.SocketId)
            {
                AddRemoteCandidate(new IceRemoteCandidate(tuple.Remote, tuple.Protocol, priority, foundation));
                break;
            }
        }

        return _checklist.Find(tuple);
    }
}
