using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>
/// Gathers what one turn of the loop wants sent, in native memory, and sends it ordered by socket and destination.
/// A full batch leaves at once. Nothing is allocated per packet.
/// </summary>
internal sealed unsafe class UdpSendBatch : IDatagramSink, IDisposable
{
    private const int Alignment = 16;

    private readonly SocketTable _sockets;
    private readonly NetCounters _counters;
    private readonly SendOrder _order;
    private readonly OutgoingMessage[] _messages;
    private readonly IoVector[] _vectors;
    private readonly int _arenaLength;
    private byte* _arena;
    private int _used;
    private int _reserved;

    public UdpSendBatch(
        SocketTable sockets,
        NetCounters counters,
        int capacity = NetLimits.SendBatchPackets,
        int arenaLength = NetLimits.SendArenaLength)
    {
        _sockets = sockets;
        _counters = counters;
        _order = new SendOrder(capacity);
        _messages = new OutgoingMessage[capacity];
        _vectors = GC.AllocateArray<IoVector>(capacity, pinned: true);
        _arenaLength = arenaLength;
        _arena = (byte*)NativeMemory.AlignedAlloc((nuint)arenaLength, 64);
    }

    /// <summary>Receives the exceptions of a socket, which cost only its packets; without it exceptions reach the caller.</summary>
    public LoopFaults? Faults { get; init; }

    public int Count => _order.PacketCount;

    public Span<byte> GetSpan(int maximumLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumLength, _arenaLength);
        if (_order.IsFull || maximumLength > _arenaLength - _used)
        {
            Flush();
        }

        _reserved = maximumLength;
        return new Span<byte>(_arena + _used, maximumLength);
    }

    public void Send(in TransportTuple tuple, int length)
    {
        // A longer packet would reach into memory that the caller was not given.
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _reserved);
        _order.Add(tuple, _arena + _used, length);
        _used = Math.Min(_arenaLength, (_used + length + Alignment - 1) & ~(Alignment - 1));
        _reserved = 0;
    }

    public SendBacklog GetBacklog(in TransportTuple tuple) =>
        _sockets.TryGet(tuple.SocketId, out IDatagramSocket? socket) ? socket.GetBacklog(tuple.Remote) : default;

    public void Flush()
    {
        if (_order.PacketCount == 0)
        {
            return;
        }

        _counters.Flushes++;
        try
        {
            for (int s = 0; s < _order.SocketCount; s++)
            {
                FlushSocket(s);
            }
        }
        finally
        {
            _order.Clear();
            _used = 0;
            _reserved = 0;
        }
    }

    private void FlushSocket(int index)
    {
        bool isOpen = _sockets.TryGet(_order.GetSocketId(index), out IDatagramSocket? socket);
        try
        {
            int count = _order.Build(
                index, socket?.MaxSegmentLength ?? 0, socket?.SegmentRefusals, _messages, _vectors, out int vectorCount);
            if (isOpen)
            {
                socket!.Send(_messages.AsSpan(0, count), _vectors.AsSpan(0, vectorCount));
            }
            else
            {
                _counters.SocketClosedDropped += vectorCount;
            }
        }
        catch (Exception error) when (Faults is not null)
        {
            Faults.Handle(FaultKind.Send, error);
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_arena);
        _arena = null;
    }
}
