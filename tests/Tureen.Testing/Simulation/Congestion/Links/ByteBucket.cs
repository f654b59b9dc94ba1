using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>A token bucket of bytes that fills continuously, without the ticks of a timer.</summary>
/// <param name="depth">Bytes that it holds when full, which it is at the start.</param>
internal sealed class ByteBucket(int depth)
{
    private double _missing;
    private double _filledAt;

    /// <summary>Takes the tokens of a datagram if they are there.</summary>
    public bool TryTake(Timestamp now, int bytes, double rate)
    {
        Fill(now.Microseconds, rate);
        if (depth - _missing < bytes)
        {
            return false;
        }

        _missing += bytes;
        return true;
    }

    /// <summary>Takes the tokens of a datagram when they are there; returns that instant in microseconds.</summary>
    public double Take(double at, int bytes, double rate)
    {
        Fill(at, rate);
        _missing += bytes;
        double debt = _missing - depth;
        if (debt <= 0)
        {
            return at;
        }

        _missing = depth;
        _filledAt += debt * 8_000_000 / rate;
        return _filledAt;
    }

    private void Fill(double at, double rate)
    {
        _missing = Math.Max(0, _missing - (Math.Max(0, at - _filledAt) * rate / 8_000_000));
        _filledAt = Math.Max(at, _filledAt);
    }
}
