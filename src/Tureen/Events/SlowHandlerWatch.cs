using System.Diagnostics;

namespace Tureen;

/// <summary>
/// Reports a handler that does not return. Answers and events of a worker are delivered one after the other, so a handler that waits for an
/// answer of its own worker waits for ever, and everybody else with it.
/// </summary>
internal sealed class SlowHandlerWatch
{
    private Timer? _timer;
    private volatile HandlerContext? _running;
    private volatile bool _isArmed;
    private long _since;

    /// <summary>How long a handler may run before it is reported, once.</summary>
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Logs a line. Not on the dispatcher, which stands still.</summary>
    public Action<string>? Report { get; set; }

    /// <returns>For <see cref="Leave"/>.</returns>
    public HandlerContext? Enter(HandlerContext handler)
    {
        HandlerContext? outer = _running;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        _running = handler;
        if (!_isArmed)
        {
            Arm();
        }

        return outer;
    }

    public void Leave(HandlerContext? outer) => _running = outer;

    private void Arm()
    {
        _isArmed = true;
        _timer ??= new Timer(static self => ((SlowHandlerWatch)self!).Look(), this, Timeout.Infinite, Timeout.Infinite);
        _timer.Change(Limit, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        HandlerContext? running = _running;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(Volatile.Read(ref _since));
        if (running is not null && elapsed < Limit)
        {
            Arm();
            return;
        }

        _isArmed = false;
        if (running is not null)
        {
            Report?.Invoke(
                $"{running.Description} has been running for {elapsed.TotalSeconds:0.0} s; until it returns, no answer and no event of this "
                + "worker is delivered. A handler must not block, for instance by Result or Wait()");
        }
        else if (_running is not null)
        {
            // It began while this decided that none runs.
            Arm();
        }
    }
}
