using BenchmarkDotNet.Attributes;
using Tureen.Engine.Primitives;

namespace Tureen.Bench.Micro;

/// <summary>Mapping a sequence number, for each consumer and packet.</summary>
public class SequenceBenchmarks
{
    private readonly SequenceRewriter _whole = new();
    private readonly SequenceRewriter _thinned = new();
    private ushort _sequence;
    private ushort _thinnedSequence;

    [Benchmark]
    public int Map()
    {
        _whole.TryMap(++_sequence, out ushort output);
        return output;
    }

    /// <summary>Every second packet is left out, as of a stream with two temporal layers.</summary>
    [Benchmark]
    public int MapEverySecond()
    {
        _thinned.Drop(++_thinnedSequence);
        _thinned.TryMap(++_thinnedSequence, out ushort output);
        return output;
    }
}
