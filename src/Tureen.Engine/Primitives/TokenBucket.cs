namespace Tureen.Engine.Primitives;

/// <summary>Lets through a burst and then a steady rate. One token is <c>1 / ratePerSecond</c> seconds of patience.</summary>
internal struct TokenBucket(int burst, int ratePerSecond)
{
    private readonly long _microsecondsPerToken = 1_000_000L / ratePerSecond;
    private readonly long _burst = burst;
    private long _tokens = burst;
    private Timestamp _refilledAt = Timestamp.Zero;

    public bool TryTake(Timestamp now)
    {
        long earned = (now.Microseconds - _refilledAt.Microseconds) / _microsecondsPerToken;
        if (earned >= _burst - _tokens)
        {
            _tokens = _burst;
            _refilledAt = now;
        }
        else if (earned > 0)
        {
            _tokens += earned;
            _refilledAt = new Timestamp(_refilledAt.Microseconds + (earned * _microsecondsPerToken));
        }

        if (_tokens == 0)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
