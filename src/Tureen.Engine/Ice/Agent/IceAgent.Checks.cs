using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Agent;

/// <content>The checks that the agent sends, and their answers (RFC 8445 §7.2).</content>
internal sealed partial class IceAgent
{
    /// <summary>Bytes. More than a check needs: two fragments of at most 256 bytes, and some 90 besides.</summary>
    private const int MaxCheckLength = 640;

    /// <summary>Takes an answer. Only one that a check of ours waits for, from whom it was sent to, and authentic, has any effect.</summary>
    private bool HandleAnswer(Timestamp now, in TransportTuple tuple, in StunMessage message, IDatagramSink sink)
    {
        if (_session.Remote is not { } remote
            || !_open.TryFind(IceTransactionId.Read(message.TransactionId), out IceCheck check)
            || check.Pair.Tuple != tuple
            || !message.VerifyMessageIntegrity(remote.Key))
        {
            return false;
        }

        _open.Remove(check.Id);
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
        return true;
    }

    private void HandleSuccess(Timestamp now, in IceCheck check)
    {
        IceCandidatePair pair = check.Pair;
        AddTuple(now, pair.Tuple);
        if (pair.State != IcePairState.Succeeded)
        {
            pair.State = IcePairState.Succeeded;
            _open.Replace(now, pair);
            _checklist.Unfreeze(pair);
            _nomination.HandleSucceeded(now);
            ArmChecks(now);
        }

        if (check.Kind == IceCheckKind.Nomination || pair.IsNominationPending)
        {
            Nominate(now, pair);
        }
        else if (pair == _selected)
        {
            _consent.Renew(now);
        }
        else if (_selected is null || (!_selected.IsNominated && pair.Priority > _selected.Priority))
        {
            Select(now, pair);
        }

        if (!IsUp)
        {
            Enter(IceState.Connected);
        }
    }

    /// <summary>The pair is chosen. If the peer chooses several, the best of them counts (RFC 8445 §8.1.1, and RFC 5245 §8.1.1.2).</summary>
    private void Nominate(Timestamp now, IceCandidatePair pair)
    {
        pair.IsNominationPending = false;
        pair.IsNominated = true;
        if (_selected is { IsNominated: true } selected && selected != pair && selected.Priority > pair.Priority)
        {
            return;
        }

        Select(now, pair);
        if (_session.IsControlling)
        {
            _checklist.EndExcept(pair);
            _open.ClearExcept(pair);
            _nextCheckAt = Timestamp.Never;
        }

        if (State != IceState.Completed)
        {
            Enter(IceState.Completed);
        }
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
            ArmChecks(now);
        }
    }

    private void SwitchRole(Timestamp now)
    {
        _session.SwitchRole();
        _checklist.Reorder(_session.IsControlling);
        _nomination.Reset();
        if (_checklist.Best is not null)
        {
            _nomination.HandleSucceeded(now);
        }
    }

    /// <summary>The peer refused a check, or did not answer it. Consent ends by time alone.</summary>
    private void HandleFailure(Timestamp now, in IceCheck check)
    {
        if (check.Kind == IceCheckKind.Consent)
        {
            return;
        }

        _nomination.Release(check.Pair);
        if (check.Pair != _selected || check.Kind == IceCheckKind.Nomination)
        {
            check.Pair.State = IcePairState.Failed;
        }

        ArmChecks(now);

        if (check.Pair == _selected && _checklist.Best is null)
        {
            Fail();
        }
    }

    private void HandleDueChecks(Timestamp now, IDatagramSink sink)
    {
        while (_open.TryTakeDue(now, out IceCheck check, out bool isOver))
        {
            if (!isOver)
            {
                Write(check, sink);
            }
            else if (!check.IsReplaced)
            {
                HandleFailure(now, check);
            }
        }
    }

    private void NominateIfDue(Timestamp now, IDatagramSink sink)
    {
        if (_session.IsControlling && _selected is { IsNominated: false } && _nomination.TryChoose(now, _checklist, out IceCandidatePair? pair))
        {
            SendCheck(now, pair!, IceCheckKind.Nomination, sink);
        }
    }

    /// <summary>One new check each <see cref="IceTimes.CheckInterval"/>.</summary>
    private void SendNextIfDue(Timestamp now, IDatagramSink sink)
    {
        if (_nextCheckAt > now)
        {
            return;
        }

        _nextCheckAt = Timestamp.Never;
        if (_checklist.TakeNext() is not { } pair)
        {
            return;
        }

        pair.State = IcePairState.InProgress;
        SendCheck(now, pair, IceCheckKind.Connectivity, sink);
        if (_checklist.HasNext)
        {
            _nextCheckAt = now + IceTimes.CheckInterval;
        }
    }

    /// <summary>A pair may have to be checked: at once if nothing was sent for a while.</summary>
    private void ArmChecks(Timestamp now)
    {
        if (_session.Remote is not null && !HasFailed && _checklist.HasNext)
        {
            _nextCheckAt = Timestamp.Min(_nextCheckAt, now + IceTimes.CheckInterval);
        }
    }

    private void SendCheck(Timestamp now, IceCandidatePair pair, IceCheckKind kind, IDatagramSink sink)
    {
        if (_open.TryBegin(now, pair, kind, _session.IsControlling, _checklist.OpenCount, out IceCheck check))
        {
            Write(check, sink);
        }
        else if (kind == IceCheckKind.Connectivity)
        {
            // Its turn comes again when others have been answered or given up.
            pair.State = IcePairState.Waiting;
        }
    }

    private void Write(in IceCheck check, IDatagramSink sink) =>
        sink.Send(check.Pair.Tuple, _session.WriteCheck(check, IceCandidatePriority.PeerReflexive, sink.GetSpan(MaxCheckLength)));
}
