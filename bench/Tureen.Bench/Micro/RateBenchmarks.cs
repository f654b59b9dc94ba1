using BenchmarkDotNet.Attributes;
using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Bench.Micro;

/// <summary>Counting bytes over a sliding window, several times per packet.</summary>
public class RateBenchmarks
{
    private RateCalculator _dense = new(TimeSpan.FromMilliseconds(2500));
    private RateCalculator _sparse = new(TimeSpan.FromMilliseconds(2500));
    private Timestamp _now = SamplePackets.Start;

    /// <summary>A packet each half millisecond, so that many share a part of the window.</summary>
    [Benchmark]
    public long Update()
    {
        _now += TimeSpan.FromMicroseconds(500);
        _dense.Update(_now, 1200);
        return _dense.Total;
    }

    /// <summary>A packet each 30 ms, so that each begins a part of the window and ends another.</summary>
    [Benchmark]
    public long UpdateSparse()
    {
        _now += TimeSpan.FromMilliseconds(30);
        _sparse.Update(_now, 1200);
        return _sparse.Total;
    }

    [Benchmark]
    public long UpdateAndGetRate()
    {
        _now += TimeSpan.FromMicroseconds(500);
        _dense.Update(_now, 1200);
        return _dense.GetRate(_now);
    }
}
