namespace Tureen.Rooms.Page.Statistics;

/// <summary>Turns counters that only grow into rates.</summary>
internal sealed class RateCounter
{
    private readonly Dictionary<string, (double Value, double Time)> _last = new(StringComparer.Ordinal);

    /// <summary>What was added each second since the last time; 0 at first and after a counter restarted.</summary>
    /// <param name="name">The counter.</param>
    /// <param name="value">What it says.</param>
    /// <param name="time">When, in milliseconds.</param>
    public double PerSecond(string name, double value, double time)
    {
        bool isKnown = _last.TryGetValue(name, out (double Value, double Time) last);
        _last[name] = (value, time);
        return isKnown && time > last.Time && value >= last.Value ? (value - last.Value) * 1000 / (time - last.Time) : 0;
    }
}
