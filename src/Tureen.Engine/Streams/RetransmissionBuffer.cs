using System.Diagnostics;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

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
/// A slot has four bytes, because each of many consumers has one for each packet: the number of the packet in the pool, its marker as this
/// consumer sent it, and the number of what else the consumer changed (<see cref="SentForms"/>), which packets have in common. The sequence number is
/// that of the oldest packet and the distance from it. So 2,500 packets take 10 KB and, where few are sent again, little more.
/// </para>
/// <para>
/// Slots outside of the two ends, and gaps between them, are zero. So a gap of any length costs no work when
/// it comes, and a vectorized search over its length when it is passed.
/// </para>
/// </remarks>
internal sealed class RetransmissionBuffer
{
    private const int InitialCapacity = 64;

    // A slot: the packet's number and 1, the marker, the form.
    private const int PacketBits = 18;
    private const uint PacketMask = (1u << PacketBits) - 1;
    private const uint MarkerBit = 1u << PacketBits;
    private const int FormShift = PacketBits + 1;

    private readonly SharedRtpPacketPool _packets;
    private readonly int _maxItems;
    private readonly TimeSpan _maxAge;
    private uint[] _ring = [];
    private SentForms _forms = new();
    private int _head;
    private ushort _oldestSequence;

    /// <summary>Of the oldest packet, so that a packet that makes none too old does not touch the far end of the ring.</summary>
    private Timestamp _oldestReceivedAt;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="packets">Where the packets come from.</param>
    /// <param name="maxItems">Slots from the oldest to the newest packet.</param>
    /// <param name="maxAge">How much older than the newest packet others may be.</param>
    public RetransmissionBuffer(SharedRtpPacketPool packets, int maxItems, TimeSpan maxAge)
    {
        Debug.Assert(maxItems <= SentForms.MaxCount, "A packet may have a form of its own.");
        _packets = packets;
        _maxItems = maxItems;
        _maxAge = maxAge;
    }

    /// <summary>Slots from the oldest to the newest packet, gaps included.</summary>
    public int Count { get; private set; }

    /// <summary>What was sent under the number at a distance from the oldest packet.</summary>
    public RetransmissionItem this[int index]
    {
        get
        {
            uint slot = _ring[PlaceOf(index)];
            if (slot == 0)
            {
                return default;
            }

            SharedRtpPacket packet = PacketIn(slot);
            ref SentForm form = ref _forms[FormIn(slot)];
            return new RetransmissionItem
            {
                Packet = packet,
                RtpTimestamp = packet.RtpTimestamp + form.TimestampOffset,
                SequenceNumber = (ushort)(_oldestSequence + index),
                Marker = (slot & MarkerBit) != 0,
                Rewrite = form.Rewrite,
            };
        }
    }

    /// <summary>The distance from the oldest packet of the stored packet with this number, −1 when there is none.</summary>
    public int IndexOf(ushort sequence)
    {
        int index = (ushort)(sequence - _oldestSequence);
        return index < Count && _ring[PlaceOf(index)] != 0 ? index : -1;
    }

    /// <summary>How often the packet at this distance was sent again, up to 255, and when for the last time.</summary>
    public (int Times, Timestamp At) GetResent(int index)
    {
        ref SentForm form = ref _forms[FormIn(_ring[PlaceOf(index)])];
        return (form.ResentTimes, form.ResentAt);
    }

    /// <summary>The packet at this distance is sent again.</summary>
    public void CountResent(int index, Timestamp now)
    {
        ref uint slot = ref _ring[PlaceOf(index)];
        int form = _forms.CountResent(FormIn(slot), now);
        slot = (slot & (PacketMask | MarkerBit)) | ((uint)form << FormShift);
    }

    /// <summary>Stores a packet and takes a lease on it when it fits.</summary>
    public InsertOutcome Insert(in RetransmissionItem item)
    {
        Debug.Assert(item.Packet is not null, "An item without a packet cannot be stored.");
        RemoveReceivedBefore(item.Packet.ReceivedAt - _maxAge);
        if (Count == 0)
        {
            return PushNewest(item, 0);
        }

        if (SerialNumber.IsHigher(item.SequenceNumber, (ushort)(_oldestSequence + Count - 1)))
        {
            return InsertNewest(item);
        }

        return SerialNumber.IsLower(item.SequenceNumber, _oldestSequence)
            ? InsertOldest(item, (ushort)(_oldestSequence - item.SequenceNumber))
            : InsertBetween(item, (ushort)(item.SequenceNumber - _oldestSequence));
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

    private static int FormIn(uint slot) => (int)(slot >> FormShift);

    private SharedRtpPacket PacketIn(uint slot) => _packets[(int)(slot & PacketMask) - 1];

    private int PlaceOf(int index)
    {
        int place = _head + index;
        return place >= _ring.Length ? place - _ring.Length : place;
    }

    private int DistanceTo(int place) => place >= _head ? place - _head : place - _head + _ring.Length;

    private InsertOutcome InsertNewest(in RetransmissionItem item)
    {
        int blanks = (ushort)(item.SequenceNumber - _oldestSequence) - Count;
        int surplus = Count + blanks + 1 - _maxItems;
        if (surplus >= Count)
        {
            Clear();
            blanks = 0;
        }
        else
        {
            while (Count + blanks + 1 > _maxItems)
            {
                RemoveOldest();
            }
        }

        return PushNewest(item, blanks);
    }

    private InsertOutcome InsertOldest(in RetransmissionItem item, int added)
    {
        if (Count + added > _maxItems)
        {
            return InsertOutcome.Refused;
        }

        EnsureRoom(Count + added);
        _head = PlaceOf(_ring.Length - added);
        Count += added;
        Store(_head, item);
        NoteOldest(item.SequenceNumber, item.Packet!);
        return InsertOutcome.Stored;
    }

    private InsertOutcome InsertBetween(in RetransmissionItem item, int index)
    {
        if (index >= Count)
        {
            return InsertOutcome.Refused;
        }

        int place = PlaceOf(index);
        if (_ring[place] != 0)
        {
            return InsertOutcome.Duplicate;
        }

        Store(place, item);
        return InsertOutcome.Stored;
    }

    private InsertOutcome PushNewest(in RetransmissionItem item, int blanks)
    {
        EnsureRoom(Count + blanks + 1);
        if (Count == 0)
        {
            NoteOldest(item.SequenceNumber, item.Packet!);
        }

        Count += blanks + 1;
        Store(PlaceOf(Count - 1), item);
        return InsertOutcome.Stored;
    }

    private void Store(int place, in RetransmissionItem item)
    {
        SharedRtpPacket packet = item.Packet!.Retain();
        int form = _forms.Take(item.RtpTimestamp - packet.RtpTimestamp, item.Rewrite);
        _ring[place] = ((uint)form << FormShift) | (item.Marker ? MarkerBit : 0) | (uint)(packet.Number + 1);
    }

    private void RemoveOldest()
    {
        ref uint oldest = ref _ring[_head];
        PacketIn(oldest).Release();
        _forms.Release(FormIn(oldest));
        oldest = 0;
        if (Count == 1)
        {
            Count = 0;
            return;
        }

        int passed = FindNext();
        Count -= passed;
        _head = PlaceOf(passed);
        NoteOldest((ushort)(_oldestSequence + passed), PacketIn(_ring[_head]));
    }

    /// <summary>The distance from the place of the oldest packet, which is gone, to the next one that is filled; there is one.</summary>
    private int FindNext()
    {
        int next = PlaceOf(1);
        if (_ring[next] != 0)
        {
            return 1;
        }

        int found = _ring.AsSpan(next).IndexOfAnyExcept(0u);
        int place = found >= 0 ? next + found : _ring.AsSpan(0, next).IndexOfAnyExcept(0u);
        return DistanceTo(place);
    }

    private void NoteOldest(ushort sequence, SharedRtpPacket packet)
    {
        _oldestSequence = sequence;
        _oldestReceivedAt = packet.ReceivedAt;
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

        uint[] larger = new uint[Math.Min(capacity, _maxItems)];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = _ring[PlaceOf(i)];
        }

        _ring = larger;
        _head = 0;
    }
}
