using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>All that is on its way, in order of arrival; what arrives at one instant comes in the order of sending.</summary>
internal sealed class PacketQueue
{
    /// <summary>Bits of the counter behind the microseconds.</summary>
    private const int CounterBits = 22;

    private readonly PriorityQueue<QueuedPacket, long> _packets = new(256);
    private readonly Stack<byte[]> _free = new();
    private long _counter;

    public Timestamp NextAt => _packets.TryPeek(out QueuedPacket packet, out _) ? packet.At : Timestamp.Never;

    public void Add(Timestamp at, QueuedPacketKind kind, int viewer, ReadOnlySpan<byte> bytes)
    {
        byte[] buffer = _free.TryPop(out byte[]? free) ? free : new byte[EngineLimits.MtuLength];
        bytes.CopyTo(buffer);
        long order = (at.Microseconds << CounterBits) | (_counter++ & ((1 << CounterBits) - 1));
        _packets.Enqueue(new QueuedPacket(at, kind, viewer, buffer, bytes.Length), order);
    }

    public QueuedPacket Take() => _packets.Dequeue();

    public void Return(in QueuedPacket packet) => _free.Push(packet.Buffer);
}
