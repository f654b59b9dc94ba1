using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice.Agent;

/// <summary>The peer's consent to get packets over the selected pair: asked for about every 5 seconds, lost after 30 (RFC 7675 §5.1).</summary>
internal sealed class IceConsent(RandomSource random)
{
    private const int MinIntervalMilliseconds = 4_000;
    private const int MaxIntervalMilliseconds = 6_000;

    private Timestamp _nextAt = Timestamp.Never;
    private Timestamp _expiresAt = Timestamp.Never;

    public Timestamp NextDeadline => Timestamp.Min(_nextAt, _expiresAt);

    /// <summary>The peer answered over the pair that is selected from now on.</summary>
    public void Begin(Timestamp now)
    {
        Renew(now);
        Schedule(now);
    }

    /// <summary>The peer answered.</summary>
    public void Renew(Timestamp now) => _expiresAt = now + IceTimes.ConsentTimeout;

    /// <summary>Asks no more: the credentials of the pair are replaced. What was given still expires.</summary>
    public void StopAsking() => _nextAt = Timestamp.Never;

    public void End()
    {
        _nextAt = Timestamp.Never;
        _expiresAt = Timestamp.Never;
    }

    public bool IsExpired(Timestamp now) => _expiresAt <= now;

    /// <summary>Whether to ask now.</summary>
    public bool TryTake(Timestamp now)
    {
        if (_nextAt > now)
        {
            return false;
        }

        Schedule(now);
        return true;
    }

    private void Schedule(Timestamp now) =>
        _nextAt = now + TimeSpan.FromMilliseconds(random.Next(MinIntervalMilliseconds, MaxIntervalMilliseconds));
}
