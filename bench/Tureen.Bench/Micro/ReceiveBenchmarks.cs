using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Testing;

namespace Tureen.Bench.Micro;

/// <summary>All that a producer without consumers does with a packet: validation, gaps, jitter, counters.</summary>
public class ReceiveBenchmarks : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMicroseconds(500);

    private readonly PacketSlab _slab = new();
    private readonly RecordingDatagramSink _sink = new() { IsRecording = false };
    private readonly byte[] _packet = SamplePackets.Create(1200);
    private readonly ProducerCore _producer;
    private Timestamp _now = SamplePackets.Start;
    private ushort _sequence;

    public ReceiveBenchmarks() =>
        _producer = new ProducerCore(
            SamplePackets.CreateContext(_slab), new DiscardingTransport(), SamplePackets.ProducerOptions(SamplePackets.Stream));

    [Benchmark]
    public int Receive()
    {
        _now += Interval;
        BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(2), ++_sequence);
        BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(4), (uint)(_now.Milliseconds * 90));
        return RtpPacket.TryParse(_packet, out RtpPacket packet)
            ? (int)_producer.HandleRtp(_now, packet, _sink).Kind
            : throw new InvalidOperationException("The sample packet was not parsed.");
    }

    public void Dispose()
    {
        _slab.Dispose();
        GC.SuppressFinalize(this);
    }
}
