using System.Numerics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp;

/// <summary>A set of TSNs in a window that moves forward, a bit each, with the next present or absent one found in constant time.</summary>
/// <remarks>
/// The bits lie in a ring by TSN. Two summaries say which words hold any bit and which hold all, so that a search looks at one word
/// and at most 17 words of a summary, however far it reaches.
/// </remarks>
internal sealed class TsnSet
{
    private const int WordShift = 6;
    private const int WordMask = 63;
    private const int InitialCapacity = 64;

    private ulong[] _words = [];
    private ulong[] _anySummary = [];
    private ulong[] _fullSummary = [];

    /// <summary>TSNs that the window holds; a power of two.</summary>
    private int _capacity;

    public TsnSet(uint first) => First = first;

    /// <summary>Where the window begins: no member lies before it.</summary>
    public uint First { get; private set; }

    /// <summary>Members.</summary>
    public int Count { get; private set; }

    public bool Contains(uint tsn)
    {
        if (Count == 0 || tsn - First >= (uint)_capacity)
        {
            return false;
        }

        int place = PlaceOf(tsn);
        return (_words[place >> WordShift] & (1UL << place)) != 0;
    }

    /// <summary>Adds a TSN that is no member and lies in or beyond the window, which grows as needed.</summary>
    public void Add(uint tsn)
    {
        if (tsn - First >= (uint)_capacity)
        {
            Grow(tsn - First);
        }

        int place = PlaceOf(tsn);
        int index = place >> WordShift;
        ref ulong word = ref _words[index];
        if (word == 0)
        {
            _anySummary[index >> WordShift] |= 1UL << index;
        }

        word |= 1UL << place;
        Count++;
        if (word == ulong.MaxValue)
        {
            _fullSummary[index >> WordShift] |= 1UL << index;
        }
    }

    /// <summary>Removes a member.</summary>
    public void Remove(uint tsn)
    {
        int place = PlaceOf(tsn);
        int index = place >> WordShift;
        ref ulong word = ref _words[index];
        if (word == ulong.MaxValue)
        {
            _fullSummary[index >> WordShift] &= ~(1UL << index);
        }

        word &= ~(1UL << place);
        Count--;
        if (word == 0)
        {
            _anySummary[index >> WordShift] &= ~(1UL << index);
        }
    }

    /// <summary>Moves the window forward; members before its new beginning are removed.</summary>
    public void Advance(uint first)
    {
        while (Count > 0)
        {
            uint next = First + (uint)NextPresent(First, _capacity);
            if (next - First >= first - First)
            {
                break;
            }

            StepCounter.Add();
            Remove(next);
        }

        First = first;
    }

    /// <summary>Moves the window by one TSN, which is no member.</summary>
    public void Step() => First++;

    /// <summary>Moves the window anywhere; it has no members then.</summary>
    public void Restart(uint first)
    {
        if (Count > 0)
        {
            Advance(First + (uint)_capacity);
        }

        First = first;
    }

    /// <summary>The distance from a TSN not before the window to the first member at or after it; <paramref name="limit"/> if none is nearer.</summary>
    public int NextPresent(uint from, int limit)
    {
        int reach = ReachFrom(from, limit);
        int distance = Count == 0 || reach == 0 ? reach : Find(from, reach, inverse: 0);
        return distance < reach ? distance : limit;
    }

    /// <summary>The distance from a TSN not before the window to the first one at or after it that is no member, at most <paramref name="limit"/>.</summary>
    public int NextAbsent(uint from, int limit)
    {
        // Beyond the window nothing is present.
        int reach = ReachFrom(from, limit);
        return Count == 0 || reach == 0 ? 0 : Find(from, reach, inverse: ulong.MaxValue);
    }

    private int ReachFrom(uint from, int limit) => (int)Math.Clamp(_capacity - (long)(from - First), 0, limit);

    private int PlaceOf(uint tsn) => (int)(tsn & (uint)(_capacity - 1));

    private int Find(uint from, int limit, ulong inverse)
    {
        int start = PlaceOf(from);
        int index = start >> WordShift;
        ulong bits = (_words[index] ^ inverse) & (ulong.MaxValue << (start & WordMask));
        if (bits == 0)
        {
            index = FindWord(index + 1, inverse);
            if (index < 0)
            {
                return limit;
            }

            bits = _words[index] ^ inverse;
        }

        int place = (index << WordShift) + BitOperations.TrailingZeroCount(bits);
        return Math.Min((place - start) & (_capacity - 1), limit);
    }

    /// <summary>The first word from here on, around the ring, that has such a bit; -1 if none has.</summary>
    private int FindWord(int from, ulong inverse)
    {
        from &= _words.Length - 1;
        ulong[] summary = inverse == 0 ? _anySummary : _fullSummary;
        ulong valid = _words.Length > WordMask ? ulong.MaxValue : (1UL << _words.Length) - 1;
        int index = from >> WordShift;
        ulong bits = (summary[index] ^ inverse) & valid & (ulong.MaxValue << (from & WordMask));
        for (int i = 0; i <= summary.Length; i++)
        {
            if (bits != 0)
            {
                return (index << WordShift) + BitOperations.TrailingZeroCount(bits);
            }

            StepCounter.Add();
            index = (index + 1) & (summary.Length - 1);
            bits = (summary[index] ^ inverse) & valid;
        }

        return -1;
    }

    private void Grow(uint distance)
    {
        var former = (TsnSet)MemberwiseClone();
        _capacity = Math.Max(InitialCapacity, (int)BitOperations.RoundUpToPowerOf2(distance + 1));
        _words = new ulong[_capacity >> WordShift];
        _anySummary = new ulong[(_words.Length + WordMask) >> WordShift];
        _fullSummary = new ulong[_anySummary.Length];
        Count = 0;
        int offset = former.NextPresent(First, former._capacity);
        while (offset < former._capacity)
        {
            StepCounter.Add();
            Add(First + (uint)offset);
            offset++;
            offset += offset < former._capacity ? former.NextPresent(First + (uint)offset, former._capacity - offset) : 0;
        }
    }
}
