using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The largest value of the last ten seconds, in slots of one.</summary>
internal sealed class RecentMaximum
{
    private const int Slots = 10;
    private readonly double[] _largest = new double[Slots];
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
        for (long passed = Math.Max(_slot + 1, slot - Slots + 1); passed <= slot; passed++)
        {
            _largest[passed % Slots] = 0;
        }

        _slot = slot;
        _largest[slot % Slots] = Math.Max(_largest[slot % Slots], value);
    }
}
