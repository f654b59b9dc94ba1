using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp;

/// <summary>A timer of the association, which counts how often it expired since it was last stopped.</summary>
internal sealed class SctpTimer
{
    public int Expirations { get; private set; }

    public bool IsRunning => !Deadline.IsNever;

    public Timestamp Deadline { get; private set; } = Timestamp.Never;

    public void Start(Timestamp now, TimeSpan delay) => Deadline = now + delay;

    public void Stop()
    {
        Deadline = Timestamp.Never;
        Expirations = 0;
    }

    /// <summary>Counts the timer as expired although it is not due.</summary>
    public void CountExpiration() => Expirations++;

    /// <summary>True once it is due; then it waits to be started again.</summary>
    public bool TryExpire(Timestamp now)
    {
        if (now < Deadline)
        {
            return false;
        }

        Deadline = Timestamp.Never;
        Expirations++;
        return true;
    }
}
