using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Paths;

/// <summary>
/// Which selected tuple was raised last, and when to raise the next: a peer may send every packet from another address. Changes that
/// are held back are raised later, and only the last of them.
/// </summary>
internal sealed class SelectedTupleNotice
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.0 / EngineLimits.SelectedTupleEventsPerSecond);

    private TokenBucket _events = new(EngineLimits.SelectedTupleEventBurst, EngineLimits.SelectedTupleEventsPerSecond);
    private TransportTuple? _raised;

    /// <summary>When a change that is held back may be raised.</summary>
    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    /// <summary>Whether to raise <paramref name="selected"/> now.</summary>
    public bool TryRaise(Timestamp now, in TransportTuple selected)
    {
        if (_raised == selected)
        {
            NextDeadline = Timestamp.Never;
            return false;
        }

        if (!_events.TryTake(now))
        {
            NextDeadline = now + Interval;
            return false;
        }

        NextDeadline = Timestamp.Never;
        _raised = selected;
        return true;
    }

    /// <summary>There is no selected tuple any more, which the state of ICE shows.</summary>
    public void Forget()
    {
        NextDeadline = Timestamp.Never;
        _raised = null;
    }
}
