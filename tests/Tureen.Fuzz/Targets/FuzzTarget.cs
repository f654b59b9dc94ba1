using System.Diagnostics;
using Tureen.Fuzz.Inputs;

namespace Tureen.Fuzz.Targets;

/// <summary>One thing that is attacked. An instance serves many runs; after a fault it is thrown away with all that it holds.</summary>
internal abstract class FuzzTarget : IDisposable
{
    private long _slowest;
    private long _packetAt;

    /// <summary>What the bytes of its inputs are.</summary>
    public abstract InputShape Shape { get; }

    /// <summary>Good inputs, which all others come from.</summary>
    public abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>Words that its protocol knows.</summary>
    public virtual IReadOnlyList<byte[]> Tokens => [];

    /// <summary>Packets or messages that were given so far.</summary>
    public long Given { get; private set; }

    /// <summary>The longest that one packet or message took in the last run.</summary>
    public TimeSpan Slowest => TimeSpan.FromSeconds((double)_slowest / Stopwatch.Frequency);

    /// <summary>Whether its code documents that it throws this for bad input.</summary>
    public virtual bool IsExpected(Exception exception) => false;

    /// <summary>Gives it one input, from the same state each time.</summary>
    public void Run(byte[] input)
    {
        _slowest = 0;
        Attack(input);
    }

    public virtual void Dispose()
    {
    }

    protected abstract void Attack(byte[] input);

    /// <summary>One packet or message is about to be given.</summary>
    protected void BeginPacket() => _packetAt = Stopwatch.GetTimestamp();

    /// <summary>It was taken.</summary>
    protected void EndPacket()
    {
        _slowest = Math.Max(_slowest, Stopwatch.GetTimestamp() - _packetAt);
        Given++;
    }
}
