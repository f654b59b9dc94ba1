using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// Shares a bitrate among consumers by priority: one step each, then as many steps at a time as their priority, until nothing fits. What flows and is proven stays;
/// what fits is added.
/// </summary>
internal sealed class BitrateAllocation
{
    /// <summary>
    /// What a lower priority may have of the cost of a step that was refused to a higher one: the same layers of two sources differ by less than that, and who is
    /// served first is not passed by those after him because his step is a little dearer or waits out its stay. The lowest step is free of it.
    /// </summary>
    private const double SimilarShare = 0.8;

    private readonly List<Entry> _entries = [];
    private int[] _proven = [];
    private double _sum;

    /// <summary>What the granted steps cost, in bits per second.</summary>
    public double Sum => _sum;

    /// <summary>What must be available for the lowest step that does not fit yet; 0 when nobody wants or may have more.</summary>
    public double NextNeed { get; private set; }

    /// <summary>What must be available for all wishes together.</summary>
    public double TopNeed { get; private set; }

    public int Count => _entries.Count;

    public void Clear() => _entries.Clear();

    /// <summary>Adds a consumer; of those with equal priority the first added is served first.</summary>
    public void Add(IBitrateTaker taker)
    {
        var entry = new Entry { Taker = taker, Present = Math.Min(taker.PresentStep, taker.Ladder.Count - 1) };
        int index = _entries.Count;
        while (index > 0 && _entries[index - 1].Taker.Priority < taker.Priority)
        {
            index--;
        }

        _entries.Insert(index, entry);
    }

    public IBitrateTaker GetTaker(int index) => _entries[index].Taker;

    /// <summary>The step that a consumer gets; −1 for none.</summary>
    public int GetGranted(int index) => _entries[index].Granted;

    public void Run(Timestamp now, in AllocationBudget budget, UpgradeCeiling ceiling)
    {
        // What flows has its share before anything goes up.
        ClearGrants();
        Grant(now, budget with { CanRaise = false }, ceiling);
        Grant(now, budget, ceiling);
        if (budget.CanRedistribute && budget.CanRaise)
        {
            Redistribute(now, budget, ceiling);
        }

        FindNeeds(now, budget, ceiling);
    }

    /// <summary>Shares what flows and what may be added anew, and keeps that only where it helps somebody who is served before those that it costs.</summary>
    private void Redistribute(Timestamp now, in AllocationBudget budget, UpgradeCeiling ceiling)
    {
        if (_proven.Length < _entries.Count)
        {
            _proven = new int[Math.Max(_entries.Count, 8)];
        }

        for (int i = 0; i < _entries.Count; i++)
        {
            _proven[i] = _entries[i].Granted;
        }

        double before = _sum;
        double all = Math.Max(budget.Raise, _sum);
        ClearGrants();
        Grant(now, budget with { Keep = Math.Min(budget.Keep, all), Raise = all, First = all }, ceiling);
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Granted != _proven[i])
            {
                bool isBetter = _entries[i].Granted > _proven[i] || IsSharedMoreEvenly();
                if (!isBetter)
                {
                    break;
                }

                return;
            }
        }

        Restore(before);
    }

    /// <summary>Whether fewer consumers have nothing than before.</summary>
    private bool IsSharedMoreEvenly()
    {
        int without = 0;
        for (int i = 0; i < _entries.Count; i++)
        {
            without += (_entries[i].Granted < 0 ? 1 : 0) - (_proven[i] < 0 ? 1 : 0);
        }

        return without < 0;
    }

    private void Restore(double sum)
    {
        Span<Entry> entries = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries);
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i].Granted = _proven[i];
            entries[i].Cost = entries[i].CostOf(_proven[i]);
        }

        _sum = sum;
    }

    private void ClearGrants()
    {
        _sum = 0;
        foreach (ref Entry entry in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries))
        {
            entry.Granted = -1;
            entry.Cost = 0;
        }
    }

    private void Grant(Timestamp now, in AllocationBudget budget, UpgradeCeiling ceiling)
    {
        Span<Entry> entries = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries);
        bool isFirstPass = true;
        bool isGranted = true;
        while (isGranted)
        {
            isGranted = false;
            double refused = double.PositiveInfinity;
            double most = double.PositiveInfinity;
            int priority = int.MaxValue;
            foreach (ref Entry entry in entries)
            {
                if (entry.Taker.Priority < priority)
                {
                    priority = entry.Taker.Priority;
                    most = SimilarShare * refused;
                }

                int steps = isFirstPass ? 1 : Math.Max(entry.Taker.Priority, 1);
                while (steps-- > 0 && TryGrant(now, ref entry, budget, ceiling, most))
                {
                    isGranted = true;
                }

                refused = Math.Min(refused, entry.Refused);
            }

            isFirstPass = false;
        }
    }

    private bool TryGrant(Timestamp now, ref Entry entry, in AllocationBudget budget, UpgradeCeiling ceiling, double most)
    {
        entry.Refused = double.PositiveInfinity;
        int next = entry.Granted + 1;
        if (next >= entry.Taker.Ladder.ReadyCount)
        {
            return false;
        }

        double cost = entry.CostOf(next);
        double sum = _sum - entry.Cost + cost;
        double usual = entry.Taker.Ladder[next].KeepRate;
        if (usual > most && next > 0)
        {
            return false;
        }

        if (next > entry.Present)
        {
            bool isFirst = entry.Granted < 0;
            bool canRaise = budget.CanRaise
                && (isFirst || entry.Present < 0 || entry.Taker.GetRaisableFrom(budget.IsUntried) <= now)
                && !ceiling.Bars(now, budget.NeedOf(sum));
            if (!canRaise || sum > (isFirst ? Math.Max(budget.First, budget.Raise) : budget.Raise))
            {
                entry.Refused = budget.CanRaise ? usual : double.PositiveInfinity;
                return false;
            }
        }
        else if (sum > budget.Keep)
        {
            entry.Refused = usual;
            return false;
        }

        entry.Granted = next;
        entry.Cost = cost;
        _sum = sum;
        return true;
    }

    private void FindNeeds(Timestamp now, in AllocationBudget budget, UpgradeCeiling ceiling)
    {
        double next = double.MaxValue;
        double top = 0;
        foreach (Entry entry in _entries)
        {
            LayerLadder ladder = entry.Taker.Ladder;
            if (ladder.Count == 0)
            {
                continue;
            }

            top += ladder[ladder.Count - 1].RaiseRate;
            // A step that fits and waits for something else needs no probe; the one after it may.
            for (int step = entry.Granted + 1; step < ladder.Count; step++)
            {
                double need = budget.NeedOf(_sum - entry.Cost + ladder[step].RaiseRate);
                if (need > budget.Available)
                {
                    next = ceiling.Bars(now, need) ? next : Math.Min(next, need);
                    break;
                }
            }
        }

        NextNeed = next == double.MaxValue ? 0 : next;
        TopNeed = budget.NeedOf(top);
    }

    private struct Entry
    {
        public IBitrateTaker Taker;
        public int Present;
        public int Granted;
        public double Cost;

        /// <summary>What the step costs that it wants next and may not have now; infinite for none.</summary>
        public double Refused;

        public readonly double CostOf(int step) =>
            step < 0 ? 0 : step <= Present ? Taker.Ladder[step].KeepRate : Taker.Ladder[step].RaiseRate;
    }
}
