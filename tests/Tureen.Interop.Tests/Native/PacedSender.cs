using Tureen.Engine.Primitives;

namespace Tureen.Interop.Tests.Native;

/// <summary>Something that is sent at a rate; what a late turn has missed is made up for, in bounded bursts.</summary>
internal sealed class PacedSender(double packetsPerSecond, Action<Timestamp, IDatagramSink> send)
{
    private const int MaxBurst = 512;

    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / packetsPerSecond);
    private Timestamp _start;

    public Timestamp Next { get; private set; } = Timestamp.Never;

    /// <summary>Packets sent.</summary>
    public long Count { get; private set; }

    public void Start(Timestamp now)
    {
        _start = now;
        Next = now;
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (now < Next)
        {
            return;
        }

        long due = (long)((now - _start) / _interval) + 1;
        for (int burst = 0; Count < due && burst < MaxBurst; burst++)
        {
            Count++;
            send(now, sink);
        }

        Timestamp next = _start + (_interval * Count);
        Next = next < now + MinInterval ? now + MinInterval : next;
    }
}
