using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The least delay of the last half minute, in slots of 3 s.</summary>
internal sealed class BaseDelay
{
    private const int Slots = 10;
    private const long SlotLength = 3_000_000;
    private const long None = long.MaxValue;

    private readonly long[] _least = new long[Slots];
    private long _slot = -1;

    public BaseDelay() => Clear();

    public bool IsKnown => Value != None;

    /// <summary>Microseconds between the clocks; meaningless while unknown.</summary>
    public long Value { get; private set; }

    public void Add(Timestamp now, long delay)
    {
        long slot = now.Microseconds / SlotLength;
        if (slot > _slot)
        {
            Advance(slot);
        }

        _least[_slot % Slots] = Math.Min(_least[_slot % Slots], delay);
        Value = Math.Min(Value, delay);
    }

    /// <summary>The path became longer for good.</summary>
    public void Shift(long by)
    {
        long moved = Value + by;
        Array.Fill(_least, None);
        _least[_slot % Slots] = moved;
        Value = moved;
    }

    public void Clear()
    {
        Array.Fill(_least, None);
        Value = None;
        _slot = -1;
    }

    private void Advance(long slot)
    {
        if (_slot < 0)
        {
            _slot = slot;
            return;
        }

        for (long passed = Math.Max(_slot + 1, slot - Slots + 1); passed <= slot; passed++)
        {
            _least[passed % Slots] = None;
        }

        _slot = slot;

        // After half a minute without packets the base begins anew with the next one.
        long least = None;
        foreach (long value in _least)
        {
            least = Math.Min(least, value);
        }

        Value = least;
    }
}
