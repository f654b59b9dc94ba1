using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>Values at numbered places that stay while they are used; adding, removing and the walk over all cost one step each.</summary>
internal sealed class SlotList<T>
    where T : struct
{
    /// <summary>In place of a number: there is none.</summary>
    public const int None = -1;

    private const int InitialCapacity = 16;

    private Slot[] _slots = [];
    private int _used;
    private int _free = None;

    public int Count { get; private set; }

    /// <summary>A used place, from which removing leads to all others; <see cref="None"/> if there is none.</summary>
    public int First { get; private set; } = None;

    public ref T this[int index] => ref _slots[index].Value;

    /// <summary>Adds a value and returns its place.</summary>
    public int Add(in T value)
    {
        int index = _free;
        if (index != None)
        {
            _free = _slots[index].Next;
        }
        else
        {
            if (_used == _slots.Length)
            {
                Array.Resize(ref _slots, Math.Max(_slots.Length * 2, InitialCapacity));
            }

            index = _used++;
        }

        _slots[index] = new Slot { Value = value, Next = First, Previous = None };
        if (First != None)
        {
            _slots[First].Previous = index;
        }

        First = index;
        Count++;
        return index;
    }

    public void Remove(int index)
    {
        StepCounter.Add();
        ref Slot slot = ref _slots[index];
        if (slot.Previous == None)
        {
            First = slot.Next;
        }
        else
        {
            _slots[slot.Previous].Next = slot.Next;
        }

        if (slot.Next != None)
        {
            _slots[slot.Next].Previous = slot.Previous;
        }

        slot = new Slot { Next = _free };
        _free = index;
        Count--;
    }

    private struct Slot
    {
        public T Value;

        /// <summary>The next used place, or the next free one.</summary>
        public int Next;
        public int Previous;
    }
}
