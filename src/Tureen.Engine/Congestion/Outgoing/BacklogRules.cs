using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// What follows from packets that wait on this machine for a TCP connection: it is full before any report can show that, and what it has taken lately is what fits.
/// </summary>
internal sealed class BacklogRules(PathState state, DelayRules delayRules)
{
    /// <summary>Milliseconds of what is available. More than that waits for no other reason than a full connection.</summary>
    private const double Full = 150;

    /// <summary>A connection that repeats a lost packet stands still for a moment; that says little about what it carries.</summary>
    private const double LeastShare = 0.5;

    private const int Samples = 11;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly (Timestamp At, long Left)[] _samples = new (Timestamp, long)[Samples];
    private int _count;
    private long _refused;
    private Timestamp _next = Timestamp.Zero;

    /// <summary>When to look again; never where nothing waits on this machine.</summary>
    public Timestamp NextDeadline => state.IsStream && state.Demand.HasVideo ? _next : Timestamp.Never;

    /// <summary>Takes what waits.</summary>
    public void Handle(Timestamp now, in SendBacklog backlog)
    {
        if (now < _next)
        {
            return;
        }

        _next = now + Interval;
        if (backlog.Left < (_count == 0 ? 0 : _samples[(_count - 1) % Samples].Left))
        {
            // Another connection.
            _count = 0;
            _refused = backlog.Refused;
        }

        _samples[_count++ % Samples] = (now, backlog.Left);
        state.Backlog = backlog.Waiting * 8000.0 / state.Available.Value;
        bool isRefused = backlog.Refused > _refused;
        _refused = backlog.Refused;
        if ((isRefused || state.Backlog >= Full) && _count > 1 && state.Phase.State != CongestionState.Blind)
        {
            delayRules.HandleBacklog(now, state.Backlog, Math.Max(Measure(), LeastShare * state.Available.Value));
        }
    }

    /// <summary>Bits per second that left in the last half second.</summary>
    private double Measure()
    {
        (Timestamp at, long left) = _samples[(_count - 1) % Samples];
        (Timestamp firstAt, long firstLeft) = _samples[(_count - Math.Min(_count, Samples)) % Samples];
        return (left - firstLeft) * 8 / Math.Max((at - firstAt).TotalSeconds, Interval.TotalSeconds);
    }
}
