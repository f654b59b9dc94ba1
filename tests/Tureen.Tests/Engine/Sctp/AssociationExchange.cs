using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp;

/// <summary>Two associations that hand each other their packets at once, without allocations of its own.</summary>
internal sealed class AssociationExchange
{
    private const int Burst = 10;

    private readonly PacketRing _toA = new();
    private readonly PacketRing _toB = new();
    private readonly SctpAssociation _a;
    private readonly SctpAssociation _b;
    private readonly byte[] _message;
    private Timestamp _now = Timestamp.FromMilliseconds(1000);

    public AssociationExchange(SctpExtensions extensions, int length)
    {
        _message = new byte[length];
        var pool = new SctpBufferPool();
        var options = new SctpAssociationOptions { Extensions = extensions };
        _a = new SctpAssociation(new SeededRandomSource(1), pool, options);
        _b = new SctpAssociation(new SeededRandomSource(2), pool, options);
        _a.Connect(_now, _toB);
        Exchange();
        Assert.Equal(SctpAssociationState.Connected, _b.State);
    }

    public int ReceivedMessages { get; private set; }

    public void Run(int messages)
    {
        for (int i = 0; i < messages; i += Burst)
        {
            for (int j = 0; j < Burst; j++)
            {
                _a.Send(_now, (ushort)(j % 3), 53, _message, new SendParameters(IsUnordered: j % 2 == 0), _toB);
                _b.Send(_now, (ushort)(j % 3), 53, _message, new SendParameters(MaxRetransmissions: 3), _toA);
            }

            for (int j = 0; j < 30; j++)
            {
                _now += TimeSpan.FromMilliseconds(10);
                _a.HandleDeadline(_now, _toB);
                _b.HandleDeadline(_now, _toA);
                Exchange();
            }
        }
    }

    private void Exchange()
    {
        bool isAny = true;
        while (isAny)
        {
            isAny = false;
            while (_toB.TryTake(out ReadOnlySpan<byte> packet))
            {
                isAny = true;
                _b.HandlePacket(_now, packet, _toA, out _);
            }

            while (_toA.TryTake(out ReadOnlySpan<byte> packet))
            {
                isAny = true;
                _a.HandlePacket(_now, packet, _toB, out _);
            }
        }

        Drain(_a);
        Drain(_b);
    }

    private void Drain(SctpAssociation association)
    {
        while (association.TryReadMessage(out SctpMessage message))
        {
            ReceivedMessages++;
            message.Release();
        }

        while (association.TryDequeueEvent(out _))
        {
        }
    }

    private sealed class PacketRing : ISctpPacketSink
    {
        private readonly byte[][] _packets = [.. Enumerable.Range(0, 256).Select(_ => new byte[2048])];
        private readonly int[] _lengths = new int[256];
        private int _first;
        private int _next;

        public Span<byte> GetSpan(int maximumLength) => _packets[_next & 255];

        public void Send(int length) => _lengths[_next++ & 255] = length;

        public bool TryTake(out ReadOnlySpan<byte> packet)
        {
            packet = default;
            if (_first == _next)
            {
                return false;
            }

            packet = _packets[_first & 255].AsSpan(0, _lengths[_first & 255]);
            _first++;
            return true;
        }
    }
}
