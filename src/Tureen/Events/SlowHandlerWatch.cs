using System.Diagnostics;

namespace Tureen;

/// <summary>
/// Reports a handler that does not return. Answers and events of a worker are delivered one after the other, so a handler that waits for an
/// answer of its own worker waits for ever and holds up all others.
/// </summary>
internal sealed class SlowHandlerWatch
{
    private readonly Lock _gate = new();
    private readonly List<HandlerContext> _running = [];
    private Timer? _timer;
    private bool _isArmed;

    /// <summary>How long a handler may run before it is reported, once.</summary>
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Logs a line. Not on the dispatcher, which stands still.</summary>
    public Action<string>? Report { get; set; }

    public void Enter(HandlerContext handler)
    {
        handler.Since = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            _running.Add(handler);
            if (!_isArmed)
            {
                Arm();
            }
        }
    }

    public void Leave(HandlerContext handler)
    {
        lock (_gate)
        {
            _running.Remove(handler);
        }
    }

    private void Arm()
    {
        _isArmed = true;
        _timer ??= new Timer(static self => ((SlowHandlerWatch)self!).Look(), this, Timeout.Infinite, Timeout.Infinite);
        _timer.Change(Limit, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        List<HandlerContext> slow;
        lock (_gate)
        {
            slow = _running.FindAll(handler => !handler.IsReported && Stopwatch.GetElapsedTime(handler.Since) >= Limit);
            slow.ForEach(static handler => handler.IsReported = true);
            _isArmed = false;
            if (_running.Exists(static handler => !handler.IsReported))
            {
                Arm();
            }
        }

        foreach (HandlerContext handler in slow)
        {
            Report?.Invoke(
                $"{handler.Description} has been running for {Stopwatch.GetElapsedTime(handler.Since).TotalSeconds:0.0} s; until it returns, no "
                + "answer and no event of this worker is delivered. A handler must not block, for instance by Result or Wait()");
        }
    }
}
