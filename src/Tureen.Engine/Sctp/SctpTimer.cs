using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp;

/// <summary>A timer of the association, which counts how often it expired since it was last stopped.</summary>
internal sealed class SctpTimer(DeadlineReason reason)
{
    private Timestamp _at = Timestamp.Never;

    public int Expirations { get; private set; }

    public bool IsRunning => !_at.IsNever;

    public Deadline Deadline => new(_at, reason);

    public void Start(Timestamp now, TimeSpan delay) => _at = now + delay;

    public void Stop()
    {
        _at = Timestamp.Never;
        Expirations = 0;
    }

    /// <summary>Counts the timer as expired although it is not due.</summary>
    public void CountExpiration() => Expirations++;

    /// <summary>True once it is due; then it waits to be started again.</summary>
    public bool TryExpire(Timestamp now)
    {
        if (now < _at)
        {
            return false;
        }

        _at = Timestamp.Never;
        Expirations++;
        return true;
    }
}
