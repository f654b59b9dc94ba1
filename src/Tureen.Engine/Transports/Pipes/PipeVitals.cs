using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>When the ends of a pipe must have reached each other, when this one gives its next sign of life, and when the other one counts as lost.</summary>
internal sealed class PipeVitals(PipeControlOptions options)
{
    /// <summary>Signs of life in the time that the other end waits for one. With their acknowledgments, a pipe outlives a network that loses every fifth packet.</summary>
    private const int SignsPerTimeout = 6;

    private TimeSpan _interval = EngineLimits.PipeKeepAliveInterval;
    private Timestamp _reachedBy = Timestamp.Never;
    private Timestamp _nextSign = Timestamp.Never;
    private Timestamp _lostAt = Timestamp.Never;

    public Timestamp NextDeadline => Timestamp.Min(_nextSign, Timestamp.Min(_reachedBy, _lostAt));

    public void Start(Timestamp now) => _reachedBy = now + options.ConnectTimeout;

    /// <summary>The other end is known, and waits this long for a sign of life.</summary>
    public void HandlePeer(Timestamp now, TimeSpan peerTimeout)
    {
        TimeSpan wanted = peerTimeout / SignsPerTimeout;
        _interval = wanted < EngineLimits.PipeKeepAliveInterval ? wanted : EngineLimits.PipeKeepAliveInterval;
        _nextSign = now + _interval;
    }

    /// <summary>The other end has sent something.</summary>
    public void HandleHeard(Timestamp now)
    {
        _reachedBy = Timestamp.Never;
        _lostAt = now + options.PeerTimeout;
    }

    public bool TryTakeSign(Timestamp now)
    {
        if (_nextSign > now)
        {
            return false;
        }

        _nextSign = now + _interval;
        return true;
    }

    /// <summary>
    /// Why the pipe is at its end; null if it is not. If this end itself has slept, what the other one sent meanwhile is still to be read, and
    /// gets the time for that.
    /// </summary>
    public PipeCloseReason? FindEnd(Timestamp now)
    {
        if (now >= _reachedBy)
        {
            return PipeCloseReason.NotConnected;
        }

        if (now < _lostAt)
        {
            return null;
        }

        if (now < _lostAt + _interval)
        {
            return PipeCloseReason.PeerLost;
        }

        _lostAt = now + _interval;
        return null;
    }
}
