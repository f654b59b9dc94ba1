using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion;

/// <summary>When each packet of a transport arrived, by its unwrapped transport-wide sequence number.</summary>
/// <remarks>A ring from the oldest to the newest number, which grows by doubling up to <see cref="EngineLimits.MaxArrivalWindow"/>.</remarks>
internal sealed class PacketArrivalMap
{
    private const int InitialCapacity = 256;
    private const long Missing = long.MinValue;

    /// <summary>Numbers. A packet farther before all that are remembered is not late: its sender counts anew (MAX_MISORDER, RFC 3550 §A.1).</summary>
    private const int MaxBefore = 100;

    private long[] _ring = [];
    private long _nextFarBefore = Missing;

    /// <summary>The oldest number that is remembered.</summary>
    public long Begin { get; private set; }

    /// <summary>The number after the newest.</summary>
    public long End { get; private set; }

    public bool IsEmpty => Begin == End;

    public bool TryGet(long sequence, out Timestamp arrival)
    {
        long at = sequence >= Begin && sequence < End ? _ring[Slot(sequence)] : Missing;
        arrival = new Timestamp(at);
        return at != Missing;
    }

    /// <summary>
    /// Remembers a first arrival; false for a second one and for a number too old. A jump too far begins anew, and so do two numbers in
    /// sequence that are too old.
    /// </summary>
    public bool TryAdd(long sequence, Timestamp arrival)
    {
        if (!IsEmpty && Begin - sequence > MaxBefore)
        {
            bool isAnew = sequence == _nextFarBefore;
            _nextFarBefore = sequence + 1;
            if (!isAnew)
            {
                return false;
            }

            Begin = sequence;
            End = sequence;
        }
        else if (IsEmpty || sequence - Begin >= EngineLimits.MaxArrivalWindow)
        {
            Begin = sequence;
            End = sequence;
        }

        if (TryGet(sequence, out _) || End - sequence > EngineLimits.MaxArrivalWindow)
        {
            return false;
        }

        EnsureRoom(Math.Min(Begin, sequence), Math.Max(End, sequence + 1));
        while (Begin > sequence)
        {
            _ring[Slot(--Begin)] = Missing;
        }

        while (End <= sequence)
        {
            _ring[Slot(End++)] = Missing;
        }

        _ring[Slot(sequence)] = arrival.Microseconds;
        return true;
    }

    /// <summary>Forgets what arrived before <paramref name="expiry"/>, up to <paramref name="end"/>.</summary>
    public void RemoveOld(Timestamp expiry, long end)
    {
        while (Begin < End && Begin < end && _ring[Slot(Begin)] <= expiry.Microseconds)
        {
            Begin++;
        }
    }

    private int Slot(long sequence) => (int)(sequence & (_ring.Length - 1));

    private void EnsureRoom(long begin, long end)
    {
        if (end - begin <= _ring.Length)
        {
            return;
        }

        int capacity = Math.Max(_ring.Length, InitialCapacity);
        while (capacity < end - begin)
        {
            capacity *= 2;
        }

        var larger = new long[capacity];
        for (long sequence = Begin; sequence < End; sequence++)
        {
            larger[sequence & (capacity - 1)] = _ring[Slot(sequence)];
        }

        _ring = larger;
    }
}
