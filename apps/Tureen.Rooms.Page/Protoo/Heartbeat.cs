namespace Tureen.Rooms.Page.Protoo;

/// <summary>
/// Notices a server or a network that has fallen silent while the socket stays open, which browsers report after a minute or never. It asks once
/// a second; any message of the server counts as an answer. Time without a question does not count: a browser lets the timers of a hidden page run
/// once a minute.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class Heartbeat(TimeProvider time)
{
    /// <summary>How often <see cref="HandleTick"/> is to be called.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>From one question to the next.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(1);

    /// <summary>With a tick, people see within 3 seconds that the server does not answer.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromMilliseconds(2400);

    /// <summary>A server that is restarted or a network that changes needs some seconds; then a new connection is tried.</summary>
    public static readonly TimeSpan LossLimit = TimeSpan.FromSeconds(10);

    private long _heardAt = time.GetTimestamp();
    private long? _askedAt;

    public LinkState State { get; private set; }

    /// <summary>The server said something.</summary>
    public void HandleHeard()
    {
        _heardAt = time.GetTimestamp();
        _askedAt = null;
        State = LinkState.Alive;
    }

    /// <summary>Looks at the clock.</summary>
    /// <returns>Whether the server is to be asked now.</returns>
    public bool HandleTick()
    {
        long now = time.GetTimestamp();
        TimeSpan silent = time.GetElapsedTime(_heardAt, now);
        if (_askedAt is not { } askedAt)
        {
            if (silent < PingInterval)
            {
                return false;
            }

            _askedAt = now;
            return true;
        }

        // Time before the question is no silence of the server if this page slept.
        TimeSpan waited = time.GetElapsedTime(askedAt, now) + PingInterval;
        TimeSpan counted = silent < waited ? silent : waited;
        State = counted >= LossLimit ? LinkState.Lost : counted >= SilenceLimit ? LinkState.Silent : LinkState.Alive;
        return false;
    }
}
