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
            HandleSuccess(now, check);
        }
        else if (message.ErrorCode == StunErrorCode.RoleConflict)
        {
            HandleRoleConflict(now, check);
        }
        else
        {
            HandleFailure(now, check);
        }

        HandleDeadline(now, sink);
        return DropReason.None;
    }

    private void HandleSuccess(Timestamp now, in IceCheck check)
    {
        IceCandidatePair pair = check.Pair;
        _paths.Add(now, pair.Tuple);
        if (pair.State != IcePairState.Succeeded)
        {
            pair.State = IcePairState.Succeeded;
            _prober.HandleSucceeded(now, pair);
            _checklist.Unfreeze(pair);
            _nomination.HandleSucceeded(now);
            _prober.Arm(now);
        }

        if (check.Kind == IceCheckKind.Nomination || pair.IsNominationPending)
        {
            Nominate(now, pair);
        }
        else if (pair == _paths.Selected)
        {
            _consent.Renew(now);
        }
        else if (_paths.Selected is not { } selected || (!selected.IsNominated && pair.Priority > selected.Priority))
        {
            Select(now, pair);
        }

        if (!_paths.IsUp)
        {
            _paths.Enter(IceState.Connected);
        }
    }

    /// <summary>The pair is chosen. If the peer chooses several, the best of them counts (RFC 8445 §8.1.1, and RFC 5245 §8.1.1.2).</summary>
    private void Nominate(Timestamp now, IceCandidatePair pair)
    {
        pair.IsNominationPending = false;
        pair.IsNominated = true;
        if (_paths.Selected is { IsNominated: true } selected && selected != pair && selected.Priority > pair.Priority)
        {
            return;
        }

        Select(now, pair);
        if (_session.IsControlling)
        {
            _checklist.EndExcept(pair);
            _prober.EndExcept(pair);
        }

        _paths.Enter(IceState.Completed);
    }

    private void Select(Timestamp now, IceCandidatePair pair)
    {
        _paths.Select(now, pair);
        _consent.Begin(now);
    }

    /// <summary>Both agents have the same role: the peer keeps it, so ours changes, and the pair is checked again (RFC 8445 §7.2.5.1).</summary>
    private void HandleRoleConflict(Timestamp now, in IceCheck check)
    {
        if (check.IsControlling == _session.IsControlling && !_session.IsRemoteLite)
        {
            SwitchRole(now);
        }

        if (check.Pair.State != IcePairState.Succeeded)
        {
            _checklist.Trigger(check.Pair);
            _prober.Arm(now);
        }
    }

    private void SwitchRole(Timestamp now)
    {
        _session.SwitchRole();
        _checklist.Reorder(_session.IsControlling);
        _nomination.HandleRoleSwitched(now, _checklist);
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
            SwitchRole(now);
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
        if (pair is { State: IcePairState.Succeeded })
        {
            if (isNominated)
            {
                Nominate(now, pair);
            }
        }
        else if (pair is not null)
        {
            pair.IsNominationPending |= isNominated;
            _prober.Trigger(now, pair);
        }
    }
}
