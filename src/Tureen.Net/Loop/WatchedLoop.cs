namespace Tureen.Net.Loop;

/// <summary>One loop that the <see cref="Watchdog"/> watches.</summary>
/// <param name="heartbeat">What the loop shows of itself.</param>
/// <param name="timeout">How long one turn may take.</param>
/// <param name="abandon">Gives the loop up; runs on a thread of its own.</param>
internal sealed class WatchedLoop(LoopHeartbeat heartbeat, TimeSpan timeout, Action abandon)
{
    private long _seen;
    private TimeSpan _still;

    public Action Abandon { get; } = abandon;

    /// <summary>Checks once; true when the loop has been in the same turn for too long.</summary>
    /// <param name="elapsed">The time that this check counts: the time since the last one, or zero when it came late.</param>
    public bool IsStuck(TimeSpan elapsed)
    {
        long beats = heartbeat.Beats;
        bool isInTurn = (beats & 1) != 0;
        if (!isInTurn || beats != _seen)
        {
            _seen = beats;
            _still = TimeSpan.Zero;
            return false;
        }

        _still += elapsed;
        return _still >= timeout;
    }
}
