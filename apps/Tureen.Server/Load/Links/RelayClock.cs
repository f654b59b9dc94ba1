using System.Diagnostics;

namespace Tureen.Server.Load.Links;

/// <summary>One thread that lets the packets of all relays out, to the millisecond.</summary>
internal sealed class RelayClock : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<LinkRelay> _relays = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Thread _thread;
    private LinkRelay[] _all = [];
    private volatile bool _isStopped;

    public RelayClock()
    {
        _thread = new Thread(Run) { Name = "tureen load links", IsBackground = true };
        _thread.Start();
    }

    public TimeSpan Now => Stopwatch.GetElapsedTime(_started);

    public void Add(LinkRelay relay) => Change(() => _relays.Add(relay));

    public void Remove(LinkRelay relay) => Change(() => _relays.Remove(relay));

    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
        foreach (LinkRelay relay in Volatile.Read(ref _all))
        {
            relay.Dispose();
        }
    }

    private void Change(Func<bool> change)
    {
        lock (_gate)
        {
            change();
            Volatile.Write(ref _all, [.. _relays]);
        }
    }

    private void Run()
    {
        while (!_isStopped)
        {
            TimeSpan now = Now;
            foreach (LinkRelay relay in Volatile.Read(ref _all))
            {
                relay.SendDue(now);
            }

            Thread.Sleep(Tick);
        }
    }
}
