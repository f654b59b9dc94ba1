using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice.Agent;

/// <summary>What follows from the peer's answers (RFC 8445 §7.2.5): the pair that packets go over, its nomination, and the roles.</summary>
/// <param name="session">The roles.</param>
/// <param name="checklist">The pairs.</param>
/// <param name="paths">The state and the ways.</param>
/// <param name="prober">Sends the checks.</param>
/// <param name="nomination">When a pair is chosen.</param>
/// <param name="consent">When the peer is asked again.</param>
internal sealed class IceConclusion(
    IceSession session, IceChecklist checklist, IcePaths paths, IceProber prober, IceNomination nomination, IceConsent consent)
{
    /// <summary>A check of a pair was answered.</summary>
    public void HandleSuccess(Timestamp now, in IceCheck check)
    {
        IceCandidatePair pair = check.Pair;
        pair.Counts.ResponsesReceived++;
        if (check.Attempts == 1)
        {
            // Which of several requests an answer belongs to is not known.
            pair.Counts.AddRoundTrip(now - check.SentAt);
        }

        paths.Add(now, pair.Tuple);
        if (pair.State != IcePairState.Succeeded)
        {
            pair.State = IcePairState.Succeeded;
            prober.HandleSucceeded(now, pair);
            checklist.Unfreeze(pair);
            nomination.HandleSucceeded(now);
            prober.Arm(now);
        }

        if (check.Kind == IceCheckKind.Nomination || pair.IsNominationPending)
        {
            Nominate(now, pair);
        }
        else if (pair == paths.Selected)
        {
            consent.Renew(now);
        }
        else if (paths.Selected is not { } selected || (!selected.IsNominated && pair.Priority > selected.Priority))
        {
            Select(now, pair);
        }

        if (!paths.IsUp)
        {
            paths.Enter(IceState.Connected);
        }
    }

    /// <summary>The pair is chosen. If the peer chooses several, the best of them counts (RFC 8445 §8.1.1, and RFC 5245 §8.1.1.2).</summary>
    public void Nominate(Timestamp now, IceCandidatePair pair)
    {
        pair.IsNominationPending = false;
        pair.IsNominated = true;
        if (paths.Selected is { IsNominated: true } selected && selected != pair && selected.Priority > pair.Priority)
        {
            return;
        }

        Select(now, pair);
        if (session.IsControlling)
        {
            checklist.EndExcept(pair);
            prober.EndExcept(pair);
        }

        paths.Enter(IceState.Completed);
    }

    /// <summary>Both agents have the same role: the peer keeps it, so ours changes, and the pair is checked again (RFC 8445 §7.2.5.1).</summary>
    public void HandleRoleConflict(Timestamp now, in IceCheck check)
    {
        if (check.IsControlling == session.IsControlling && !session.IsRemoteLite)
        {
            SwitchRole(now);
        }

        if (check.Pair.State != IcePairState.Succeeded)
        {
            checklist.Trigger(check.Pair);
            prober.Arm(now);
        }
    }

    public void SwitchRole(Timestamp now)
    {
        session.SwitchRole();
        checklist.Reorder(session.IsControlling);
        nomination.HandleRoleSwitched(now, checklist);
    }

    private void Select(Timestamp now, IceCandidatePair pair)
    {
        paths.Select(now, pair);
        consent.Begin(now);
    }
}
