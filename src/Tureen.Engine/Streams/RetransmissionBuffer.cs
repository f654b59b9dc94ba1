using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>
/// The last packets sent to one consumer, as leases on the shared packets, ordered by sequence number.
/// A ring with a slot for each sequence number between oldest and newest; both ends are always filled.
/// </summary>
/// <remarks>
/// <para>
/// Packets age by their arrival. Their RTP timestamps say nothing here: they need not rise with the numbers (RFC 3550 §5.1; B-frames), and a
/// source may set its clock anew.
/// </para>
/// <para>
/// Slots outside of the two ends, and gaps between them, hold no packet. So a gap of any length costs no work when
/// it comes, and 1/64 of its length when it is passed.
/// </para>
/// </remarks>
internal sealed class RetransmissionBuffer(int maxItems, TimeSpan maxAge)
{
    private const int InitialCapacity = FilledSlots.SlotsPerWord;

    private RetransmissionItem[] _ring = [];
    private FilledSlots _filled = new(InitialCapacity);
    private int _head;

    /// <summary>Of the oldest packet, so that a packet that makes none too old does not touch the far end of the ring.</summary>
    private Timestamp _oldestReceivedAt;

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
        RemoveReceivedBefore(item.Packet.ReceivedAt - maxAge);
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
        while (Count > 0 && _oldestReceivedAt < limit)
        {
            RemoveOldest();
        }
    }

    /// <summary>Gives back the leases on the oldest packets, <paramref name="count"/> of them at most.</summary>
    public void RemoveOldest(int count)
    {
        for (int i = 0; i < count && Count > 0; i++)
        {
            RemoveOldest();
        }
    }

    /// <summary>Gives back all leases.</summary>
    public void Clear()
    {
        while (Count > 0)
        {
            RemoveOldest();
        }
    }

    private InsertOutcome InsertNewest(ref RetransmissionItem item)
    {
        int blanks = (ushort)(item.SequenceNumber - Newest.SequenceNumber) - 1;
        int surplus = Count + blanks + 1 - maxItems;
        if (surplus >= Count)
        {
            Clear();
            blanks = 0;
        }
        else
        {
            while (Count + blanks + 1 > maxItems)
            {
                RemoveOldest();
            }
        }

        return PushNewest(ref item, blanks);
    }

    private InsertOutcome InsertOldest(ref RetransmissionItem item)
    {
        int added = (ushort)(Oldest.SequenceNumber - item.SequenceNumber);
        if (Count + added > maxItems)
        {
            return InsertOutcome.Refused;
        }

        EnsureRoom(Count + added);
        _head = (_head - added) & (_ring.Length - 1);
        Count += added;
        Store(_head, ref item);
        NoteOldest();
        return InsertOutcome.Stored;
    }

    private InsertOutcome InsertBetween(ref RetransmissionItem item)
    {
        int index = (ushort)(item.SequenceNumber - Oldest.SequenceNumber);
        if (index >= Count)
        {
            return InsertOutcome.Refused;
        }

        if (SlotAt(index).Packet is not null)
        {
            return InsertOutcome.Duplicate;
        }

        Store((_head + index) & (_ring.Length - 1), ref item);
        return InsertOutcome.Stored;
    }

    private InsertOutcome PushNewest(ref RetransmissionItem item, int blanks)
    {
        bool isFirst = Count == 0;
        EnsureRoom(Count + blanks + 1);
        Count += blanks + 1;
        Store((_head + Count - 1) & (_ring.Length - 1), ref item);
        if (isFirst)
        {
            NoteOldest();
        }

        return InsertOutcome.Stored;
    }

    private void Store(int place, ref RetransmissionItem item)
    {
        // Field by field: the copy of a whole structure with a reference in it is a slow string instruction.
        ref RetransmissionItem slot = ref _ring[place];
        slot.Packet = item.Packet!.Retain();
        slot.RtpTimestamp = item.RtpTimestamp;
        slot.SequenceNumber = item.SequenceNumber;
        slot.Marker = item.Marker;
        slot.ResentTimes = 0;
        slot.Rewrite = item.Rewrite;
        _filled.Set(place);
    }

    private void RemoveOldest()
    {
        ref RetransmissionItem oldest = ref Oldest;
        oldest.Packet!.Release();
        oldest.Packet = null;
        _filled.Clear(_head);
        if (Count == 1)
        {
            Count = 0;
            return;
        }

        int next = (_head + 1) & (_ring.Length - 1);
        next = _ring[next].Packet is null ? _filled.FindNext(next) : next;
        Count -= (next - _head) & (_ring.Length - 1);
        _head = next;
        NoteOldest();
    }

    private void NoteOldest()
    {
        _oldestReceivedAt = Oldest.Packet!.ReceivedAt;
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
        var filled = new FilledSlots(capacity);
        for (int i = 0; i < Count; i++)
        {
            larger[i] = SlotAt(i);
            if (larger[i].Packet is not null)
            {
                filled.Set(i);
            }
        }

        _ring = larger;
        _filled = filled;
        _head = 0;
    }
}
