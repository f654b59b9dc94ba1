using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Agent;

/// <content>The peer's answers (RFC 8445 §7.2.5) and checks (RFC 8445 §7.3).</content>
internal sealed partial class IceAgent
{
    public bool HandleStun(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink, out DropReason reason)
    {
        if (!StunMessage.TryParse(datagram, out StunMessage message))
        {
            reason = DropReason.StunMalformed;
            return false;
        }

        reason = _paths.Precheck(message);
        if (reason == DropReason.None)
        {
            reason = message.Class == StunClass.Request ? HandleRequest(now, tuple, message, sink) : HandleAnswer(now, tuple, message, sink);
        }

        return reason == DropReason.None;
    }

    private DropReason HandleAnswer(Timestamp now, in TransportTuple tuple, in StunMessage message, IDatagramSink sink)
    {
        if (!_prober.TryTake(tuple, message, out IceCheck check))
        {
            return DropReason.StunUnexpected;
        }

        if (message.Class == StunClass.SuccessResponse)
        {
            _conclusion.HandleSuccess(now, check);
        }
        else if (message.ErrorCode == StunErrorCode.RoleConflict)
        {
            _conclusion.HandleRoleConflict(now, check);
        }
        else
        {
            HandleFailure(now, check);
        }

        HandleDeadline(now, sink);
        return DropReason.None;
    }

    /// <summary>The peer refused a check, or did not answer it. Consent ends by time alone.</summary>
    private void HandleFailure(Timestamp now, in IceCheck check)
    {
        if (check.Kind == IceCheckKind.Consent)
        {
            return;
        }

        bool isSelected = check.Pair == _paths.Selected;
        _nomination.Release(check.Pair);
        if (!isSelected || check.Kind == IceCheckKind.Nomination)
        {
            check.Pair.State = IcePairState.Failed;
        }

        if (isSelected && _checklist.Best is null)
        {
            Fail();
        }
        else
        {
            _prober.Arm(now);
        }
    }

    private DropReason HandleRequest(Timestamp now, in TransportTuple tuple, in StunMessage request, IDatagramSink sink)
    {
        DropReason reason = _responder.Answer(now, tuple, request, sink, out bool mustSwitch);
        if (reason != DropReason.None || HasFailed)
        {
            return reason;
        }

        if (mustSwitch)
        {
            _conclusion.SwitchRole(now);
        }

        _paths.Add(now, tuple);
        HandleCheck(now, tuple, request);
        HandleDeadline(now, sink);
        return DropReason.None;
    }

    private void HandleCheck(Timestamp now, in TransportTuple tuple, in StunMessage request)
    {
        bool isNominated = !_session.IsControlling && (request.HasUseCandidate || request.HasNomination);
        IceCandidatePair? pair = _candidates.FindOrAdd(tuple, request.Priority);
        if (pair is not null)
        {
            pair.Counts.RequestsReceived++;
            pair.Counts.ResponsesSent++;
        }

        if (pair is { State: IcePairState.Succeeded })
        {
            if (isNominated)
            {
                _conclusion.Nominate(now, pair);
            }
        }
        else if (pair is not null)
        {
            pair.IsNominationPending |= isNominated;
            _prober.Trigger(now, pair);
        }
    }
}
