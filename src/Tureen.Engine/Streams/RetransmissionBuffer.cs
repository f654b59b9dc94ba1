using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>
/// The last packets sent to one consumer, as leases on the shared packets, ordered by sequence number and by timestamp
/// alike. A ring with a slot for each sequence number between oldest and newest; both ends are always filled.
/// </summary>
internal sealed class RetransmissionBuffer(int maxItems, TimeSpan maxAge, int clockRate)
{
    private const int InitialCapacity = 64;

    private readonly uint _maxAge = (uint)(maxAge.TotalSeconds * clockRate);
    private RetransmissionItem[] _ring = [];
    private int _head;

    /// <summary>Of the oldest packet, so that a packet that makes none too old does not touch the far end of the ring.</summary>
    private uint _oldestTimestamp;

    /// <summary>Slots from the oldest to the newest packet, gaps included.</summary>
    public int Count { get; private set; }

    private ref RetransmissionItem Oldest => ref SlotAt(0);

    private ref RetransmissionItem Newest => ref SlotAt(Count - 1);

    /// <summary>The slot at a distance from the oldest packet.</summary>
    public ref RetransmissionItem SlotAt(int index) => ref _ring[(_head + index) & (_ring.Length - 1)];

    /// <summary>The distance from the oldest packet of the stored packet with this number, −1 when there is none.</summary>
    public int IndexOf(ushort sequence)
    {
        if (Count == 0)
        {
            return -1;
        }

        int index = (ushort)(sequence - Oldest.SequenceNumber);
        return index < Count && SlotAt(index).Packet is not null ? index : -1;
    }

    /// <summary>Stores a packet and takes a lease on it when it fits.</summary>
    public InsertOutcome Insert(ref RetransmissionItem item)
    {
        Debug.Assert(item.Packet is not null, "An item without a packet cannot be stored.");
        uint timestamp = item.RtpTimestamp;
        if (Count > 0)
        {
            // A restart of the source: an old number with a new timestamp.
            bool isNewer = SerialNumber.IsHigher(timestamp, Newest.RtpTimestamp);
            if (isNewer && SerialNumber.IsLower(item.SequenceNumber, Newest.SequenceNumber))
            {
                Clear();
            }
            else
            {
                RemoveOlderThan(isNewer ? timestamp : Newest.RtpTimestamp);
            }
        }

        if (Count == 0)
        {
            return PushNewest(ref item, 0);
        }

        if (SerialNumber.IsHigher(item.SequenceNumber, Newest.SequenceNumber))
        {
            return InsertNewest(ref item);
        }

        return SerialNumber.IsLower(item.SequenceNumber, Oldest.SequenceNumber)
            ? InsertOldest(ref item)
            : InsertBetween(ref item);
    }

    /// <summary>Gives back the leases on packets that were received before <paramref name="limit"/>, up to the first that was not.</summary>
    public void RemoveReceivedBefore(Timestamp limit)
    {
        while (Count > 0 && (Oldest.Packet is null || Oldest.Packet.ReceivedAt < limit))
        {
            RemoveFirst(1);
        }
    }

    /// <summary>Gives back all leases.</summary>
    public void Clear() => RemoveFirst(Count);

    private InsertOutcome InsertNewest(ref RetransmissionItem item)
    {
        if (IsTooOld(item.RtpTimestamp, Newest.RtpTimestamp))
        {
            // The source set its clock back: what it sent before is of no use, and must not be found a cycle later.
            Clear();
            return PushNewest(ref item, 0);
        }

        if (SerialNumber.IsLower(item.RtpTimestamp, Newest.RtpTimestamp))
        {
            return InsertOutcome.Refused;
        }

        int blanks = (ushort)(item.SequenceNumber - Newest.SequenceNumber) - 1;
        int surplus = Count + blanks + 1 - maxItems;
        if (surplus >= Count)
        {
            Clear();
            blanks = 0;
        }
        else if (surplus > 0)
        {
            RemoveFirst(surplus);
            RemoveLeadingBlanks();
        }

        return PushNewest(ref item, blanks);
    }

    private InsertOutcome InsertOldest(ref RetransmissionItem item)
    {
        int added = (ushort)(Oldest.SequenceNumber - item.SequenceNumber);
        if (IsTooOld(item.RtpTimestamp, Newest.RtpTimestamp)
            || SerialNumber.IsHigher(item.RtpTimestamp, Oldest.RtpTimestamp)
            || Count + added > maxItems)
        {
            return InsertOutcome.Refused;
        }

        EnsureRoom(Count + added);
        for (int i = 0; i < added; i++)
        {
            _head = (_head - 1) & (_ring.Length - 1);
            Count++;
            Oldest = default;
        }

        Store(ref Oldest, ref item);
        _oldestTimestamp = item.RtpTimestamp;
        return InsertOutcome.Stored;
    }

    private InsertOutcome InsertBetween(ref RetransmissionItem item)
    {
        int index = (ushort)(item.SequenceNumber - Oldest.SequenceNumber);
        if (index >= Count)
        {
            return InsertOutcome.Refused;
        }

        ref RetransmissionItem slot = ref SlotAt(index);
        if (slot.Packet is not null)
        {
            return InsertOutcome.Duplicate;
        }

        // Both ends are filled, so each walk ends at a packet.
        int older = index - 1;
        while (SlotAt(older).Packet is null)
        {
            older--;
        }

        int newer = index + 1;
        while (SlotAt(newer).Packet is null)
        {
            newer++;
        }

        if (SerialNumber.IsLower(item.RtpTimestamp, SlotAt(older).RtpTimestamp)
            || SerialNumber.IsHigher(item.RtpTimestamp, SlotAt(newer).RtpTimestamp))
        {
            return InsertOutcome.Refused;
        }

        Store(ref slot, ref item);
        return InsertOutcome.Stored;
    }

    private InsertOutcome PushNewest(ref RetransmissionItem item, int blanks)
    {
        EnsureRoom(Count + blanks + 1);
        if (Count == 0)
        {
            _oldestTimestamp = item.RtpTimestamp;
        }

        for (int i = 0; i < blanks; i++)
        {
            Count++;
            Newest = default;
        }

        Count++;
        Store(ref Newest, ref item);
        return InsertOutcome.Stored;
    }

    private static void Store(ref RetransmissionItem slot, ref RetransmissionItem item)
    {
        // Field by field: the copy of a whole structure with a reference in it is a slow string instruction.
        slot.Packet = item.Packet!.Retain();
        slot.RtpTimestamp = item.RtpTimestamp;
        slot.SequenceNumber = item.SequenceNumber;
        slot.Marker = item.Marker;
        slot.ResentTimes = 0;
        slot.Rewrite = item.Rewrite;
    }

    private bool IsTooOld(uint timestamp, uint newest) =>
        SerialNumber.IsHigher(newest, timestamp) && newest - timestamp > _maxAge;

    private void RemoveOlderThan(uint newest)
    {
        if (!IsTooOld(_oldestTimestamp, newest))
        {
            return;
        }

        int old = 0;
        while (old < Count && (SlotAt(old).Packet is null || IsTooOld(SlotAt(old).RtpTimestamp, newest)))
        {
            old++;
        }

        RemoveFirst(old);
    }

    private void RemoveLeadingBlanks()
    {
        while (Count > 0 && Oldest.Packet is null)
        {
            RemoveFirst(1);
        }
    }

    private void RemoveFirst(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ref RetransmissionItem slot = ref Oldest;
            slot.Packet?.Release();
            slot.Packet = null;
            _head = (_head + 1) & (_ring.Length - 1);
            Count--;
        }

        if (Count > 0)
        {
            _oldestTimestamp = Oldest.RtpTimestamp;
        }
    }

    private void EnsureRoom(int count)
    {
        if (count <= _ring.Length)
        {
            return;
        }

        int capacity = Math.Max(_ring.Length, InitialCapacity);
        while (capacity < count)
        {
            capacity *= 2;
        }

        var larger = new RetransmissionItem[capacity];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = SlotAt(i);
        }

        _ring = larger;
        _head = 0;
    }
}
