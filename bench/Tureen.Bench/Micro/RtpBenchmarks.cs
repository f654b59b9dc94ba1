using BenchmarkDotNet.Attributes;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Bench.Micro;

/// <summary>Reading a packet that came, writing it once for all consumers, and its header once for each.</summary>
public class RtpBenchmarks : IDisposable
{
    private const int WritesPerParse = 16;

    private readonly PacketSlab _slab = new();
    private readonly byte[] _packet = SamplePackets.Create(1200);
    private readonly byte[] _destination = new byte[EngineLimits.MaxDatagramLength];
    private readonly ForwardedHeader _header;
    private readonly SharedRtpPacket _shared;
    private readonly ConsumerHeader _negotiated = SamplePackets.ConsumerHeader();
    private ushort _sequence;

    public RtpBenchmarks()
    {
        EngineContext context = SamplePackets.CreateContext(_slab);
        _header = new ForwardedHeader(context, SamplePackets.ProducerOptions(SamplePackets.Stream));
        _header.Join(_negotiated);
        _shared = SamplePackets.Share(context, _header, _packet);
    }

    [Benchmark]
    public int Parse() => RtpPacket.TryParse(_packet, out RtpPacket packet) ? packet.HeaderLength : 0;

    [Benchmark]
    public int ParseAndFindLastExtension() =>
        RtpPacket.TryParse(_packet, out RtpPacket packet)
        && packet.TryGetExtension(SamplePackets.Stream.TransportSequenceId, out ReadOnlySpan<byte> value)
            ? value.Length
            : 0;

    /// <summary>With the copy of the payload, once for all consumers.</summary>
    [Benchmark(OperationsPerInvoke = WritesPerParse)]
    public int WriteForwardedPacket()
    {
        _ = RtpPacket.TryParse(_packet, out RtpPacket packet);
        for (int i = 0; i < WritesPerParse; i++)
        {
            _header.TryWrite(packet, default, SamplePackets.PayloadType, SamplePackets.Ssrc, _shared);
        }

        return _shared.HeaderLength;
    }

    [Benchmark]
    public int WriteConsumerHeader() =>
        ConsumerHeaderWriter.Write(
            _shared, _destination, _negotiated, SamplePackets.Ssrc, _sequence++, 3000, marker: false, out _);

    public void Dispose()
    {
        _shared.Release();
        _slab.Dispose();
        GC.SuppressFinalize(this);
    }
}
