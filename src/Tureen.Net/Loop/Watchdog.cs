using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>
/// Notices loops that do not turn; one thread for all workers of the process, which runs only while there are workers. It counts its own
/// ticks that came in time and does not compare clocks: when the process or the machine stood still, so did the watchdog, and no loop is given up.
/// </summary>
internal sealed class Watchdog(TimeSpan tick)
{
    private readonly Lock _gate = new();
    private readonly List<WatchedLoop> _loops = [];
    private Timestamp _lastTick = Timestamp.Never;
    private Thread? _thread;

    /// <summary>Called before a thread is started, for tests of what happens when that fails.</summary>
    public Action? BeforeThreadStart { get; set; }

    /// <summary>The watchdog of this process.</summary>
    public static Watchdog Shared { get; } = new(NetLimits.WatchdogTick);

    /// <summary>Loops that are watched.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _loops.Count;
            }
        }
    }

    /// <summary>Watches a loop until <see cref="Remove"/>, or until it is given up.</summary>
    public void Add(WatchedLoop loop)
    {
        lock (_gate)
        {
            _loops.Add(loop);
        }
    }

    /// <summary>The loop has ended.</summary>
    public void Remove(WatchedLoop loop)
    {
        lock (_gate)
        {
            _loops.Remove(loop);
        }
    }

    /// <summary>Ticks from now on while there are loops. Without it, the creator of the watchdog calls <see cref="HandleTick"/>.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_thread is null && _loops.Count > 0)
            {
                _lastTick = Timestamp.Never;
                _thread = StartThread("tureen-watchdog", Run);
            }
        }
    }

    /// <summary>Looks at every loop once.</summary>
    public void HandleTick(Timestamp now)
    {
        lock (_gate)
        {
            // Time that the watchdog did not run, as after a suspension, under a debugger or without a processor, is not counted.
            TimeSpan elapsed = _lastTick.IsNever ? TimeSpan.Zero : now - _lastTick;
            bool isLate = elapsed > NetLimits.LateTicks * tick || Debugger.IsAttached;
            TimeSpan counted = isLate ? TimeSpan.Zero : elapsed < tick ? elapsed : tick;
            _lastTick = now;
            for (int i = _loops.Count - 1; i >= 0; i--)
            {
                WatchedLoop loop = _loops[i];
                if (loop.IsStuck(counted) && TryAbandon(loop))
                {
                    _loops.RemoveAt(i);
                }
            }
        }
    }

    private bool TryAbandon(WatchedLoop loop)
    {
        try
        {
            // On a thread of its own: what it calls may block for the same reason as the loop.
            StartThread("tureen-abandon", loop.Abandon);
            return true;
        }
        catch (OutOfMemoryException)
        {
            // No memory or no process for a thread; the next tick tries again.
            return false;
        }
    }

    private Thread StartThread(string name, Action run)
    {
        var thread = new Thread(() => run()) { IsBackground = true, Name = name };
        BeforeThreadStart?.Invoke();
        thread.Start();
        return thread;
    }

    private void Run()
    {
        while (true)
        {
            Thread.Sleep(tick);
            lock (_gate)
            {
                if (_loops.Count == 0)
                {
                    _thread = null;
                    return;
                }
            }

            HandleTick(MonotonicClock.Now);
        }
    }
}
