using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice.Agent;

/// <summary>The candidate pairs of one session, the best first, and which of them is checked next (RFC 8445 §6.1.2, §6.1.4).</summary>
internal sealed class IceChecklist
{
    private readonly List<IceCandidatePair> _pairs = new(EngineLimits.MaxIceCandidatePairs);
    private readonly Queue<IceCandidatePair> _triggered = new();

    public IReadOnlyList<IceCandidatePair> Pairs => _pairs;

    /// <summary>Whether a pair waits for its first check or for another one.</summary>
    public bool HasNext => _triggered.Count > 0 || Contains(IcePairState.Waiting) || Contains(IcePairState.Frozen);

    /// <summary>Whether no check is left that could succeed.</summary>
    public bool HasFailed => _pairs.TrueForAll(static pair => pair.State == IcePairState.Failed);

    /// <summary>Pairs whose checks share the pace (RFC 8445 §14.3).</summary>
    public int OpenCount
    {
        get
        {
            int count = 0;
            foreach (IceCandidatePair pair in _pairs)
            {
                count += pair.State is IcePairState.Waiting or IcePairState.InProgress ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>The best pair that works; null while there is none.</summary>
    public IceCandidatePair? Best => _pairs.Find(static pair => pair.State == IcePairState.Succeeded);

    public IceCandidatePair? Find(in TransportTuple tuple)
    {
        foreach (IceCandidatePair pair in _pairs)
        {
            if (pair.Tuple == tuple)
            {
                return pair;
            }
        }

        return null;
    }

    /// <summary>
    /// Takes a new pair, unless one of the same tuple is there (RFC 8445 §6.1.2.4) or the list is full of better ones; the worst pair that was not
    /// answered makes room (RFC 8445 §6.1.2.5).
    /// </summary>
    public bool TryAdd(IceCandidatePair pair)
    {
        if (Find(pair.Tuple) is not null || !TryMakeRoom(pair.Priority))
        {
            return false;
        }

        pair.State = IcePairState.Frozen;
        _pairs.Insert(IndexFor(pair), pair);
        return true;
    }

    /// <summary>The next pair to check: one that the peer checked, else the best that waits, else the best that need not stay frozen.</summary>
    public IceCandidatePair? TakeNext()
    {
        while (_triggered.TryDequeue(out IceCandidatePair? triggered))
        {
            triggered.IsTriggered = false;
            if (triggered.State == IcePairState.Waiting)
            {
                return triggered;
            }
        }

        return _pairs.Find(static pair => pair.State == IcePairState.Waiting)
            ?? _pairs.Find(pair => pair.State == IcePairState.Frozen && !IsFoundationBusy(pair));
    }

    /// <summary>Puts a pair in front, because the peer has checked it (RFC 8445 §7.3.1.4).</summary>
    public void Trigger(IceCandidatePair pair)
    {
        pair.State = IcePairState.Waiting;
        if (!pair.IsTriggered)
        {
            pair.IsTriggered = true;
            _triggered.Enqueue(pair);
        }
    }

    /// <summary>A check succeeded, so checks of the same foundation are worth trying (RFC 8445 §7.2.5.3.3).</summary>
    public void Unfreeze(IceCandidatePair succeeded)
    {
        foreach (IceCandidatePair pair in _pairs)
        {
            if (pair.State == IcePairState.Frozen && pair.HasFoundationOf(succeeded))
            {
                pair.State = IcePairState.Waiting;
            }
        }
    }

    /// <summary>A pair is chosen: checks of others that have not begun are of no use any more (RFC 8445 §8.1.2).</summary>
    public void EndExcept(IceCandidatePair chosen)
    {
        _triggered.Clear();
        _pairs.RemoveAll(pair => pair != chosen && pair.IsOpen);
    }

    /// <summary>The roles changed, and with them all priorities.</summary>
    public void Reorder(bool isControlling)
    {
        foreach (IceCandidatePair pair in _pairs)
        {
            pair.UpdatePriority(isControlling);
        }

        _pairs.Sort(static (a, b) => b.Priority.CompareTo(a.Priority));
    }

    public void Clear()
    {
        _pairs.Clear();
        _triggered.Clear();
    }

    private bool Contains(IcePairState state) => _pairs.Exists(pair => pair.State == state);

    private bool IsFoundationBusy(IceCandidatePair frozen) => _pairs.Exists(
        pair => pair.State is IcePairState.Waiting or IcePairState.InProgress && pair.HasFoundationOf(frozen));

    private int IndexFor(IceCandidatePair added)
    {
        int index = _pairs.FindIndex(pair => pair.Priority < added.Priority);
        return index < 0 ? _pairs.Count : index;
    }

    private bool TryMakeRoom(ulong priority)
    {
        if (_pairs.Count < EngineLimits.MaxIceCandidatePairs)
        {
            return true;
        }

        int worst = _pairs.FindLastIndex(static pair => pair.State is IcePairState.Frozen or IcePairState.Waiting or IcePairState.Failed);
        if (worst < 0 || (_pairs[worst].State != IcePairState.Failed && _pairs[worst].Priority >= priority))
        {
            return false;
        }

        _pairs[worst].State = IcePairState.Failed;
        _pairs.RemoveAt(worst);
        return true;
    }
}
