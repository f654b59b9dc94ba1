using System.Diagnostics;
using System.Numerics;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>
/// Orders gathered packets by socket, then by destination, each destination's packets in the order in which they came.
/// Linear and without allocation: two open-addressing tables lead to chains linked by index.
/// </summary>
internal sealed unsafe class SendOrder
{
    private const int None = -1;

    private readonly Packet[] _packets;
    private readonly Chain[] _destinations;
    private readonly Chain[] _sockets;
    private readonly TransportTuple[] _tuples;

    // Slots hold an index + 1; 0 is free. Twice the capacity or more, so probing ends soon.
    private readonly int[] _destinationSlots;
    private readonly int[] _socketSlots;
    private readonly int _shift;
    private int _destinationCount;
    private int _lastDestination = None;

    public SendOrder(int capacity)
    {
        uint slots = BitOperations.RoundUpToPowerOf2((uint)capacity * 2);
        _shift = 32 - BitOperations.Log2(slots);
        _packets = new Packet[capacity];
        _destinations = new Chain[capacity];
        _sockets = new Chain[capacity];
        _tuples = new TransportTuple[capacity];
        _destinationSlots = new int[slots];
        _socketSlots = new int[slots];
    }

    public int PacketCount { get; private set; }

    public int SocketCount { get; private set; }

    public bool IsFull => PacketCount == _packets.Length;

    public void Add(in TransportTuple tuple, byte* data, int length)
    {
        Debug.Assert(!IsFull, "Flush before adding.");
        int index = PacketCount++;
        _packets[index] = new Packet { Data = data, Length = length, Next = None };

        // A packet often has the destination of the one before it.
        int destination = _lastDestination;
        if (destination == None || _tuples[destination] != tuple)
        {
            destination = FindDestination(tuple);
            _lastDestination = destination;
        }

        ref Chain chain = ref _destinations[destination];
        if (chain.First == None)
        {
            chain.First = index;
        }
        else
        {
            _packets[chain.Last].Next = index;
        }

        chain.Last = index;
    }

    public int GetSocketId(int socket) => _tuples[_sockets[socket].First].SocketId;

    /// <summary>
    /// Writes the messages of one socket and returns their count. Packets up to <paramref name="maxSegmentLength"/> bytes are
    /// grouped (0: none), less to destinations with <paramref name="refusals"/>; both spans must hold <see cref="PacketCount"/> entries.
    /// </summary>
    public int Build(
        int socket,
        int maxSegmentLength,
        SegmentRefusals? refusals,
        Span<OutgoingMessage> messages,
        Span<IoVector> vectors,
        out int vectorCount)
    {
        int messageCount = 0;
        vectorCount = 0;
        for (int d = _sockets[socket].First; d != None; d = _destinations[d].Next)
        {
            int p = _destinations[d].First;
            int maximum = refusals is null ? maxSegmentLength : refusals.LimitOf(_tuples[d].Remote, maxSegmentLength);
            while (p != None)
            {
                int first = vectorCount;
                int total = 0;
                int segment = _packets[p].Length;
                bool groups = segment > 0 && segment <= maximum;
                do
                {
                    ref readonly Packet packet = ref _packets[p];
                    vectors[vectorCount++] = new IoVector(packet.Data, packet.Length);
                    total += packet.Length;
                    groups = groups && packet.Length == segment;
                    p = packet.Next;
                }
                while (groups && p != None && CanFollow(_packets[p].Length, segment, total, vectorCount - first));
                messages[messageCount++] = new OutgoingMessage(_tuples[d].Remote, first, vectorCount - first, segment, total);
            }
        }

        return messageCount;
    }

    public void Clear()
    {
        for (int i = 0; i < _destinationCount; i++)
        {
            _destinationSlots[_destinations[i].Slot] = 0;
        }

        for (int i = 0; i < SocketCount; i++)
        {
            _socketSlots[_sockets[i].Slot] = 0;
        }

        PacketCount = 0;
        SocketCount = 0;
        _destinationCount = 0;
        _lastDestination = None;
    }

    // An empty packet would vanish inside a segmented message.
    private static bool CanFollow(int length, int segment, int total, int count) =>
        length > 0 && length <= segment && count < NetLimits.MaxSegments && total + length <= NetLimits.MaxUdpPayload;

    private int FindDestination(in TransportTuple tuple)
    {
        int mask = _destinationSlots.Length - 1;
        int slot = SlotOf(tuple.GetHashCode());
        while (_destinationSlots[slot] != 0)
        {
            int candidate = _destinationSlots[slot] - 1;
            if (_tuples[candidate] == tuple)
            {
                return candidate;
            }

            slot = (slot + 1) & mask;
        }

        int index = _destinationCount++;
        _destinationSlots[slot] = index + 1;
        _tuples[index] = tuple;
        _destinations[index] = new Chain { First = None, Last = None, Next = None, Slot = slot };
        AppendToSocket(tuple.SocketId, index);
        return index;
    }

    private void AppendToSocket(int socketId, int destination)
    {
        int mask = _socketSlots.Length - 1;
        int slot = SlotOf(socketId);
        while (_socketSlots[slot] != 0)
        {
            ref Chain socket = ref _sockets[_socketSlots[slot] - 1];
            if (_tuples[socket.First].SocketId == socketId)
            {
                _destinations[socket.Last].Next = destination;
                socket.Last = destination;
                return;
            }

            slot = (slot + 1) & mask;
        }

        _socketSlots[slot] = ++SocketCount;
        _sockets[SocketCount - 1] = new Chain { First = destination, Last = destination, Next = None, Slot = slot };
    }

    private int SlotOf(int hash) => (int)(((uint)hash * 0x9E3779B1) >> _shift);

    private struct Packet
    {
        public byte* Data;
        public int Length;
        public int Next;
    }

    private struct Chain
    {
        public int First;
        public int Last;
        public int Next;
        public int Slot;
    }
}
