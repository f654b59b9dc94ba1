using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Bench.Fanout;

/// <summary>One consumer's stream as its peer receives it; read from the header, which is not encrypted.</summary>
internal sealed class ReceivedStream(BenchPublisher publisher)
{
    private ushort _offset;
    private bool _isStarted;

    public long Received { get; private set; }

    /// <summary>Bytes of the last packet, encrypted.</summary>
    public int LastLength { get; private set; }

    public void Handle(Timestamp now, ReadOnlySpan<byte> datagram, LatencyHistogram latencies)
    {
        ushort sequence = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if (!_isStarted)
        {
            // The first packet is the first of a frame, so the frame's number gives the packet's.
            _isStarted = true;
            uint timestamp = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]);
            _offset = (ushort)(sequence - publisher.Shape.FirstPacketAt(timestamp));
        }

        Received++;
        LastLength = datagram.Length;
        latencies.Add(now.Microseconds - publisher.SentAt((ushort)(sequence - _offset)));
    }
}
