using System.Buffers.Binary;
using System.Diagnostics;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Media;

/// <summary>
/// The packets of a transport that wait for their turn, in the order in which they leave: what is sent again first, then frame by frame in turns, so that of several
/// key frames the first is complete soon.
/// </summary>
internal sealed class PacedQueue
{
    private const int FirstCapacity = 64;
    private const int None = -1;

    private readonly PacedLane _resends = new();

    /// <summary>Lanes with packets; the first one's turn it is.</summary>
    private readonly List<PacedLane> _lanes = [];

    private readonly Stack<PacedLane> _idle = new();
    private PacedPacket[] _slots = [];
    private int _free = None;

    public int Count { get; private set; }

    /// <summary>Bytes of the RTP packets.</summary>
    public long Bytes { get; private set; }

    /// <summary>The streams that wait, without what is sent again.</summary>
    public IReadOnlyList<PacedLane> Lanes => _lanes;

    /// <summary>Since when the oldest packet waits; never without one.</summary>
    public Timestamp OldestAt
    {
        get
        {
            Timestamp oldest = HeldSince(_resends);
            foreach (PacedLane lane in _lanes)
            {
                oldest = Timestamp.Min(oldest, HeldSince(lane));
            }

            return oldest;
        }
    }

    /// <summary>Whether one more packet of this length keeps the bounds.</summary>
    public bool HasRoom(int length) => Count < EngineLimits.MaxPacedPackets && Bytes + length <= EngineLimits.MaxPacedBytes;

    /// <summary>Adds a packet behind those of its stream and takes a lease on it.</summary>
    public void Add(Timestamp now, in OutgoingRtp rtp, int length)
    {
        PacedLane lane = rtp.IsRtx ? _resends : LaneOf(rtp.Stream);
        if (rtp.Packet.IsKeyFrame)
        {
            lane.KeyFrameTimestamp = rtp.RtpTimestamp;
        }

        int slot = TakeSlot();
        _slots[slot] = new PacedPacket
        {
            Packet = rtp.Packet.Retain(),
            Stream = rtp.Stream,
            Header = rtp.Header,
            Rewrite = rtp.Rewrite,
            HeldAt = now,
            RtpTimestamp = rtp.RtpTimestamp,
            Length = length,
            Next = None,
            SequenceNumber = rtp.SequenceNumber,
            OriginalSequenceNumber = rtp.Stream.IsRtx ? BinaryPrimitives.ReadUInt16BigEndian(rtp.Prefix) : (ushort)0,
            PayloadType = rtp.PayloadType,
            Marker = rtp.Marker,
            IsStamped = rtp.IsStamped,
            IsResent = rtp.IsRtx,
            IsKeyFrame = lane.KeyFrameTimestamp == rtp.RtpTimestamp,
        };
        if (lane.Tail == None)
        {
            lane.Head = slot;
        }
        else
        {
            _slots[lane.Tail].Next = slot;
        }

        lane.Tail = slot;
        Count++;
        Bytes += length;
    }

    /// <summary>Takes the next packet out, with its lease.</summary>
    public bool TryTake(out PacedPacket packet)
    {
        packet = default;
        if (Count == 0)
        {
            return false;
        }

        if (_resends.Head != None)
        {
            packet = Unlink(_resends, None, _resends.Head);
            return true;
        }

        PacedLane lane = _lanes[0];
        packet = Unlink(lane, None, lane.Head);
        bool isFrameOver = packet.Marker || (lane.Head != None && _slots[lane.Head].RtpTimestamp != packet.RtpTimestamp);
        if (lane.Head == None)
        {
            Retire(0);
        }
        else if (isFrameOver)
        {
            _lanes.RemoveAt(0);
            _lanes.Add(lane);
        }

        return true;
    }

    /// <summary>Takes the oldest packet of a stream out, with its lease.</summary>
    public bool TryTake(OutgoingStream stream, out PacedPacket packet)
    {
        packet = default;
        int index = IndexOf(stream);
        if (index < 0)
        {
            return false;
        }

        packet = Unlink(_lanes[index], None, _lanes[index].Head);
        if (_lanes[index].Head == None)
        {
            Retire(index);
        }

        return true;
    }

    /// <summary>Discards the oldest frame of a stream, rather one that is no key frame; the number of packets.</summary>
    public int DropFrame(OutgoingStream stream)
    {
        int index = IndexOf(stream);
        PacedLane lane = _lanes[index];
        int before = None;
        int slot = lane.Head;
        while (slot != None && _slots[slot].IsKeyFrame)
        {
            before = slot;
            slot = _slots[slot].Next;
        }

        if (slot == None)
        {
            before = None;
            slot = lane.Head;
        }

        uint timestamp = _slots[slot].RtpTimestamp;
        int dropped = 0;
        while (slot != None && _slots[slot].RtpTimestamp == timestamp)
        {
            int next = _slots[slot].Next;
            Unlink(lane, before, slot).Packet!.Release();
            slot = next;
            dropped++;
        }

        if (lane.Head == None)
        {
            Retire(index);
        }

        return dropped;
    }

    /// <summary>Discards what waits of a stream, and what of it waits to be sent again.</summary>
    public void Discard(OutgoingStream stream)
    {
        if (Count == 0)
        {
            return;
        }

        while (TryTake(stream, out PacedPacket packet))
        {
            packet.Packet!.Release();
        }

        int before = None;
        for (int slot = _resends.Head; slot != None;)
        {
            int next = _slots[slot].Next;
            if (_slots[slot].Stream == stream)
            {
                Unlink(_resends, before, slot).Packet!.Release();
            }
            else
            {
                before = slot;
            }

            slot = next;
        }
    }

    /// <summary>Gives all leases back.</summary>
    public void Clear()
    {
        while (TryTake(out PacedPacket packet))
        {
            packet.Packet!.Release();
        }
    }

    private Timestamp HeldSince(PacedLane lane) => lane.Head == None ? Timestamp.Never : _slots[lane.Head].HeldAt;

    private int IndexOf(OutgoingStream stream)
    {
        for (int i = 0; i < _lanes.Count; i++)
        {
            if (_lanes[i].Stream == stream)
            {
                return i;
            }
        }

        return None;
    }

    private PacedLane LaneOf(OutgoingStream stream)
    {
        int index = IndexOf(stream);
        if (index >= 0)
        {
            return _lanes[index];
        }

        if (!_idle.TryPop(out PacedLane? lane))
        {
            lane = new PacedLane();
        }

        lane.Stream = stream;
        lane.KeyFrameTimestamp = null;
        _lanes.Add(lane);
        return lane;
    }

    private void Retire(int index)
    {
        PacedLane lane = _lanes[index];
        lane.Stream = null;
        _lanes.RemoveAt(index);
        _idle.Push(lane);
    }

    /// <summary>Takes a packet out of a lane; <paramref name="before"/> is the slot in front of it.</summary>
    private PacedPacket Unlink(PacedLane lane, int before, int slot)
    {
        PacedPacket packet = _slots[slot];
        Debug.Assert(packet.Packet is not null, "A free slot is in no lane.");
        if (before == None)
        {
            lane.Head = packet.Next;
        }
        else
        {
            _slots[before].Next = packet.Next;
        }

        if (lane.Tail == slot)
        {
            lane.Tail = before;
        }

        _slots[slot] = new PacedPacket { Next = _free };
        _free = slot;
        Count--;
        Bytes -= packet.Length;
        return packet;
    }

    private int TakeSlot()
    {
        if (_free == None)
        {
            Grow();
        }

        int slot = _free;
        _free = _slots[slot].Next;
        return slot;
    }

    private void Grow()
    {
        int length = _slots.Length;
        Array.Resize(ref _slots, length == 0 ? FirstCapacity : 2 * length);
        for (int slot = _slots.Length - 1; slot >= length; slot--)
        {
            _slots[slot].Next = _free;
            _free = slot;
        }
    }
}
