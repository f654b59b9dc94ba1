using BenchmarkDotNet.Attributes;
using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Bench.Micro;

/// <summary>Looking for gaps in a received stream, once per packet.</summary>
public class NackBenchmarks
{
    private static readonly TimeSpan Interval = TimeSpan.FromMicroseconds(500);

    private readonly NackGenerator _smooth = new(NackGenerator.DefaultSendDelay);
    private readonly NackGenerator _lossy = new(NackGenerator.DefaultSendDelay);
    private Timestamp _now = SamplePackets.Start;
    private ushort _sequence;
    private ushort _lossySequence;

    [Benchmark]
    public bool PacketInOrder()
    {
        _now += Interval;
        return _smooth.HandlePacket(_now, _sequence++, isKeyFrame: false, isRecovered: false);
    }

    /// <summary>Every hundredth packet comes sixty packets late, after it was requested.</summary>
    [Benchmark]
    public int PacketWithLoss()
    {
        _now += Interval;
        _lossySequence++;
        int place = _lossySequence % 100;
        if (place == 60)
        {
            _lossy.HandlePacket(_now, (ushort)(_lossySequence - 60), isKeyFrame: false, isRecovered: true);
        }

        if (place != 0)
        {
            _lossy.HandlePacket(_now, _lossySequence, isKeyFrame: false, isRecovered: false);
        }

        _lossy.HandleDeadline(_now);
        return _lossy.TakeRequests().Length;
    }
}
