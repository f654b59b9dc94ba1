using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Finds that a received stream fell silent.</summary>
/// <param name="timeout">How long it may be silent; null where silence means nothing.</param>
internal struct InactivityTimer(TimeSpan? timeout)
{
    private readonly TimeSpan? _timeout = timeout;

    /// <summary>When it is inactive if no packet comes; <see cref="Timestamp.Never"/> while nothing runs.</summary>
    public Timestamp DueAt { get; private set; } = Timestamp.Never;

    /// <summary>Whether no packet came for the timeout.</summary>
    public bool IsInactive { get; private set; }

    /// <summary>Begins the timeout again.</summary>
    public void Restart(Timestamp now)
    {
        if (_timeout is { } timeout)
        {
            DueAt = now + timeout;
        }
    }

    public void Stop() => DueAt = Timestamp.Never;

    /// <summary>A packet came; true when the stream was inactive until now.</summary>
    public bool TryWake()
    {
        bool wasInactive = IsInactive;
        IsInactive = false;
        return wasInactive;
    }

    /// <summary>True when the stream is inactive from now on.</summary>
    public bool HandleDeadline(Timestamp now)
    {
        if (now < DueAt)
        {
            return false;
        }

        DueAt = Timestamp.Never;
        IsInactive = true;
        return true;
    }
}
