using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The largest value of the last seconds, in slots of one; the one that runs is one of them.</summary>
internal sealed class RecentMaximum(int slots)
{
    private readonly double[] _largest = new double[slots];
    private long _slot = -1;

    public double Value
    {
        get
        {
            double largest = 0;
            foreach (double value in _largest)
            {
                largest = Math.Max(largest, value);
            }

            return largest;
        }
    }

    public void Add(Timestamp now, double value)
    {
        long slot = now.Microseconds / 1_000_000;
        for (long passed = Math.Max(_slot + 1, slot - slots + 1); passed <= slot; passed++)
        {
            _largest[passed % slots] = 0;
        }

        _slot = slot;
        _largest[slot % slots] = Math.Max(_largest[slot % slots], value);
    }
}
