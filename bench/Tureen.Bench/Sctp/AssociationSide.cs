using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;

namespace Tureen.Bench.Sctp;

/// <summary>One end of an association in memory: its packets go into the line of the other.</summary>
internal sealed class AssociationSide : ISctpPacketSink
{
    private readonly Queue<(Timestamp At, byte[] Packet, int Length)> _line = new();
    private readonly Stack<byte[]> _free = new();
    private readonly SeededRandomSource _random;
    private readonly int _loss;
    private readonly TimeSpan _delay;
    private byte[] _space = new byte[EngineLimits.MaxDatagramLength];

    public AssociationSide(ulong seed, int loss, TimeSpan delay)
    {
        _random = new SeededRandomSource(seed);
        _loss = loss;
        _delay = delay;
        Association = new SctpAssociation(_random, new SctpBufferPool(), new SctpAssociationOptions());
    }

    public SctpAssociation Association { get; }

    public Timestamp Now { get; set; }

    public long Messages { get; private set; }

    public long Bytes { get; private set; }

    public long Packets { get; private set; }

    public Timestamp NextArrival => _line.TryPeek(out (Timestamp At, byte[] Packet, int Length) first) ? first.At : Timestamp.Never;

    public Span<byte> GetSpan(int maximumLength) => _space.AsSpan(0, maximumLength);

    public void Send(int length)
    {
        Packets++;
        if (_loss > 0 && _random.Next(0, 99) < _loss)
        {
            return;
        }

        _line.Enqueue((Now + _delay, _space, length));
        _space = _free.TryPop(out byte[]? free) ? free : new byte[EngineLimits.MaxDatagramLength];
    }

    /// <summary>Hands the first packet of this end's line to the other end.</summary>
    public void DeliverFirst(AssociationSide other)
    {
        (_, byte[] packet, int length) = _line.Dequeue();
        other.Association.HandlePacket(Now, packet.AsSpan(0, length), other, out _);
        _free.Push(packet);
        other.Drain();
    }

    public void RunDeadline()
    {
        if (Association.NextDeadline <= Now)
        {
            Association.HandleDeadline(Now, this);
            Drain();
        }
    }

    private void Drain()
    {
        while (Association.TryReadMessage(out SctpMessage message))
        {
            Messages++;
            Bytes += message.Length;
            message.Release();
        }

        while (Association.TryDequeueEvent(out _))
        {
        }
    }
}
