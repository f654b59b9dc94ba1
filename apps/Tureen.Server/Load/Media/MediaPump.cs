using System.Diagnostics;

namespace Tureen.Server.Load.Media;

/// <summary>One thread that sends the frames of many sources in time.</summary>
internal sealed class MediaPump : IDisposable
{
    /// <summary>How often the thread looks.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>How far a source may be behind before it leaves frames out instead of sending them all at once.</summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, TimeSpan> _due = new();
    private readonly HashSet<IMediaSource> _sources = [];
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Thread _thread;
    private readonly Random _random;
    private TimeSpan _worstDelay;
    private volatile bool _isStopped;

    /// <param name="random">Spreads the sources over their intervals.</param>
    public MediaPump(Random random)
    {
        _random = random;
        _thread = new Thread(Run) { Name = "tureen load media", IsBackground = true };
        _thread.Start();
    }

    /// <summary>How far behind a source was at most. A machine that has no time for its senders measures itself.</summary>
    public TimeSpan WorstDelay
    {
        get
        {
            lock (_gate)
            {
                return _worstDelay;
            }
        }
    }

    public void Add(IMediaSource source)
    {
        lock (_gate)
        {
            TimeSpan first = Stopwatch.GetElapsedTime(_started) + (source.Interval * _random.NextDouble());
            _sources.Add(source);
            _due.Enqueue(new Entry(source, first), first);
        }
    }

    /// <summary>The source sends nothing more, from the next frame on.</summary>
    public void Remove(IMediaSource source)
    {
        lock (_gate)
        {
            _sources.Remove(source);
        }
    }

    /// <summary>Nothing is sent when this has returned.</summary>
    public void Stop()
    {
        _isStopped = true;
        _thread.Join();
    }

    public void Dispose() => Stop();

    private void Run()
    {
        while (!_isStopped)
        {
            SendDue();
            Thread.Sleep(Tick);
        }
    }

    private void SendDue()
    {
        while (!_isStopped && TryTake(Stopwatch.GetElapsedTime(_started), out IMediaSource? source, out TimeSpan elapsed))
        {
            source.Send(elapsed, _time.GetUtcNow());
        }
    }

    private bool TryTake(TimeSpan now, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IMediaSource? source, out TimeSpan elapsed)
    {
        lock (_gate)
        {
            while (_due.TryPeek(out Entry entry, out TimeSpan due) && due <= now)
            {
                _due.Dequeue();
                if (!_sources.Contains(entry.Source))
                {
                    continue;
                }

                TimeSpan delay = now - due;
                _worstDelay = delay > _worstDelay ? delay : _worstDelay;
                TimeSpan next = delay > MaxDelay ? now : due + entry.Source.Interval;
                _due.Enqueue(entry, next);
                source = entry.Source;
                elapsed = due - entry.First;
                return true;
            }
        }

        source = null;
        elapsed = default;
        return false;
    }

    private readonly record struct Entry(IMediaSource Source, TimeSpan First);
}
