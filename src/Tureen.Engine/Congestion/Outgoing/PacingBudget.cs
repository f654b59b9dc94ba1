using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// The bytes that may leave now. What must not wait takes from it without asking, so that it may owe as much as it can hold.
/// </summary>
internal struct PacingBudget
{
    private double _rate;
    private double _depth;
    private double _bytes;
    private Timestamp _filledAt;

    /// <summary>Whether another packet may leave. The last one of a burst may be larger than what is left.</summary>
    public readonly bool HasRoom => _bytes > 0;

    /// <summary>Begins with nothing, because what left before was not counted.</summary>
    public void Begin(Timestamp now, in PacingLimit limit)
    {
        _bytes = 0;
        _filledAt = now;
        SetLimit(now, limit);
    }

    /// <summary>Sets how fast it fills from now on and how much it holds.</summary>
    public void SetLimit(Timestamp now, in PacingLimit limit)
    {
        Advance(now, 0);
        _rate = limit.Rate / 8;
        _depth = limit.Depth;
        _bytes = Math.Clamp(_bytes, -_depth, _depth);
    }

    /// <summary>Adds what the time since the last call brings, at no less than <paramref name="leastRate"/> bytes per second.</summary>
    public void Advance(Timestamp now, double leastRate)
    {
        double elapsed = (now - _filledAt).TotalSeconds;

        // What has to leave now is no burst, however much it is.
        _bytes = Math.Min(Math.Max(_depth, leastRate * elapsed), _bytes + (Math.Max(_rate, leastRate) * elapsed));
        _filledAt = now;
    }

    public void Take(int bytes) => _bytes = Math.Max(-_depth, _bytes - bytes);

    /// <summary>How long it takes until there is room, at no less than <paramref name="leastRate"/> bytes per second.</summary>
    public readonly TimeSpan GetWait(double leastRate) =>
        _bytes > 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(1, -_bytes / Math.Max(Math.Max(_rate, leastRate), 1)));
}
