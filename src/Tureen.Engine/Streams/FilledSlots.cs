using System.Diagnostics;
using System.Numerics;

namespace Tureen.Engine.Streams;

/// <summary>Which slots of a ring are filled, so that a long run of empty ones is passed 64 at a time.</summary>
/// <param name="capacity">Slots of the ring: a power of two, at least <see cref="SlotsPerWord"/>.</param>
internal sealed class FilledSlots(int capacity)
{
    /// <summary>Slots. The least capacity.</summary>
    public const int SlotsPerWord = 64;

    private const int WordShift = 6;

    private readonly ulong[] _words = new ulong[capacity / SlotsPerWord];

    public void Set(int slot) => _words[slot >> WordShift] |= 1UL << slot;

    public void Clear(int slot) => _words[slot >> WordShift] &= ~(1UL << slot);

    public void ClearAll() => Array.Clear(_words);

    public bool IsSet(int slot) => (_words[slot >> WordShift] & (1UL << slot)) != 0;

    /// <summary>The first filled slot at <paramref name="slot"/> or after it, around the ring; there must be one.</summary>
    public int FindNext(int slot)
    {
        int word = slot >> WordShift;
        ulong bits = _words[word] & (ulong.MaxValue << slot);
        for (int passed = 0; passed <= _words.Length; passed++)
        {
            if (bits != 0)
            {
                return (word << WordShift) + BitOperations.TrailingZeroCount(bits);
            }

            word = (word + 1) & (_words.Length - 1);
            bits = _words[word];
        }

        throw new UnreachableException("The ring has no filled slot.");
    }

    /// <summary>The first filled slot at <paramref name="slot"/> or before it, around the ring; there must be one.</summary>
    public int FindPrevious(int slot)
    {
        int word = slot >> WordShift;
        ulong bits = _words[word] & (ulong.MaxValue >> (SlotsPerWord - 1 - (slot & (SlotsPerWord - 1))));
        for (int passed = 0; passed <= _words.Length; passed++)
        {
            if (bits != 0)
            {
                return (word << WordShift) + BitOperations.Log2(bits);
            }

            word = (word - 1) & (_words.Length - 1);
            bits = _words[word];
        }

        throw new UnreachableException("The ring has no filled slot.");
    }
}
