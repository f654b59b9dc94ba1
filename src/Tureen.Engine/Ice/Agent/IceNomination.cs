using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice.Agent;

/// <summary>Regular nomination (RFC 8445 §8.1.1): when the controlling agent chooses a pair, and which.</summary>
internal sealed class IceNomination
{
    private IceCandidatePair? _chosen;
    private Timestamp _dueAt = Timestamp.Never;

    /// <summary>When a pair is chosen although better ones are still being checked.</summary>
    public Timestamp NextDeadline => _chosen is null ? _dueAt : Timestamp.Never;

    /// <summary>A pair works.</summary>
    public void HandleSucceeded(Timestamp now) => _dueAt = Timestamp.Min(_dueAt, now + IceTimes.NominationDelay);

    /// <summary>The pair to nominate now: the best that works, once no better one can come or has come in time.</summary>
    public bool TryChoose(Timestamp now, IceChecklist checklist, out IceCandidatePair? pair)
    {
        pair = _chosen is null ? checklist.Best : null;
        if (pair is null || (now < _dueAt && IsBetterOneOpen(checklist, pair)))
        {
            return false;
        }

        _chosen = pair;
        return true;
    }

    /// <summary>The peer did not answer the nomination, so that another pair can be chosen.</summary>
    public void Release(IceCandidatePair pair) => _chosen = _chosen == pair ? null : _chosen;

    /// <summary>Another agent chose up to now, or none.</summary>
    public void HandleRoleSwitched(Timestamp now, IceChecklist checklist)
    {
        Reset();
        if (checklist.Best is not null)
        {
            HandleSucceeded(now);
        }
    }

    public void Reset()
    {
        _chosen = null;
        _dueAt = Timestamp.Never;
    }

    private static bool IsBetterOneOpen(IceChecklist checklist, IceCandidatePair pair)
    {
        foreach (IceCandidatePair other in checklist.Pairs)
        {
            if (other == pair)
            {
                return false;
            }

            if (other.IsOpen)
            {
                return true;
            }
        }

        return false;
    }
}
