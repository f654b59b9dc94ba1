using BenchmarkDotNet.Attributes;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Bench.Micro;

/// <summary>Keeping what was sent, for each consumer and packet, and finding it again.</summary>
public class RetransmissionBenchmarks : IDisposable
{
    private const int ClockRate = 90_000;
    private const int PacketsPerFrame = 10;

    private readonly PacketSlab _slab = new();
    private readonly SharedRtpPacket _packet;
    private readonly RetransmissionBuffer _buffer;
    private ushort _sequence;
    private int _inFrame;
    private uint _timestamp;

    public RetransmissionBenchmarks()
    {
        EngineContext context = SamplePackets.CreateContext(_slab);
        var header = new ForwardedHeader(context, SamplePackets.ProducerOptions(SamplePackets.Stream));
        _buffer = new RetransmissionBuffer(context.Packets, EngineLimits.MaxRetransmissionItems, TimeSpan.FromSeconds(2));
        _packet = SamplePackets.Share(context, header, SamplePackets.Create(1200));
        for (int i = 0; i < EngineLimits.MaxRetransmissionItems; i++)
        {
            Insert();
        }
    }

    /// <summary>The newest packet comes in, the oldest goes: a stream of 30 frames of ten packets each second.</summary>
    [Benchmark]
    public int Insert()
    {
        if (++_inFrame == PacketsPerFrame)
        {
            _inFrame = 0;
            _timestamp += ClockRate / 30;
        }

        var item = new RetransmissionItem { Packet = _packet, SequenceNumber = ++_sequence, RtpTimestamp = _timestamp };
        return (int)_buffer.Insert(item);
    }

    [Benchmark]
    public int Find() => _buffer.IndexOf((ushort)(_sequence - 100));

    public void Dispose()
    {
        _buffer.Clear();
        _packet.Release();
        _slab.Dispose();
        GC.SuppressFinalize(this);
    }
}
