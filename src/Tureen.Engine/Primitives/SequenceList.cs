using System.Diagnostics;

namespace Tureen.Engine.Primitives;

/// <summary>Numbers of up to 16 bits in wrapping order, oldest first, all within half the range of each other.</summary>
/// <remarks>A ring that grows by doubling up to <paramref name="maximum"/> and allocates nothing afterwards.</remarks>
internal sealed class SequenceList(int bits, int maximum)
{
    private const int InitialCapacity = 16;

    private ushort[] _ring = [];
    private int _head;

    public int Count { get; private set; }

    public bool IsFull => Count == maximum;

    public ushort this[int index] => _ring[(_head + index) & (_ring.Length - 1)];

    public void Clear()
    {
        _head = 0;
        Count = 0;
    }

    public void RemoveFirst(int count = 1)
    {
        Debug.Assert(count <= Count, "More numbers are taken away than there are.");
        _head = (_head + count) & Math.Max(_ring.Length - 1, 0);
        Count -= count;
    }

    /// <summary>Inserts <paramref name="value"/> at its place, unless it is there already.</summary>
    public void Add(ushort value)
    {
        int place = CountLower(value);
        if (IsFull || (place < Count && this[place] == value))
        {
            return;
        }

        EnsureRoom();
        for (int i = Count; i > place; i--)
        {
            Set(i, this[i - 1]);
        }

        Set(place, value);
        Count++;
    }

    public bool Contains(ushort value)
    {
        int place = CountLower(value);
        return place < Count && this[place] == value;
    }

    /// <summary>How many of the numbers are older than <paramref name="value"/>.</summary>
    public int CountLower(ushort value)
    {
        // Most questions are about the newest end.
        if (Count == 0 || SerialNumber.IsHigher(value, this[Count - 1], bits))
        {
            return Count;
        }

        int low = 0;
        int high = Count - 1;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (SerialNumber.IsHigher(value, this[middle], bits))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Set(int index, ushort value) => _ring[(_head + index) & (_ring.Length - 1)] = value;

    private void EnsureRoom()
    {
        if (Count < _ring.Length)
        {
            return;
        }

        var larger = new ushort[Math.Max(_ring.Length * 2, InitialCapacity)];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        _ring = larger;
        _head = 0;
    }
}
