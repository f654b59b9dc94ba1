namespace Tureen.Engine.Primitives;

/// <summary>Decides which faults are logged: a burst and then a steady rate, however many there are.</summary>
internal sealed class FaultPace
{
    private TokenBucket _lines = new(EngineLimits.FaultLogBurst, EngineLimits.FaultLogsPerSecond);
    private long _unlogged;

    /// <summary>Whether this one is logged.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="unlogged">How many have not been logged since the last one that was.</param>
    public bool TryTake(Timestamp now, out long unlogged)
    {
        unlogged = _unlogged;
        bool isTaken = _lines.TryTake(now);
        _unlogged = isTaken ? 0 : _unlogged + 1;
        return isTaken;
    }
}
