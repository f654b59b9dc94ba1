namespace Tureen.Rooms.Security;

/// <summary>A rate: so much a second, and a burst at once. Thread-safe. It delays and does not refuse, so that a burst costs time only.</summary>
/// <param name="time">The clock.</param>
/// <param name="perSecond">What comes in each second.</param>
/// <param name="burst">What it holds at most.</param>
internal sealed class TokenBucket(TimeProvider time, double perSecond, double burst)
{
    private readonly Lock _gate = new();
    private readonly double _burst = burst;
    private double _tokens = burst;
    private long _countedAt = time.GetTimestamp();

    /// <summary>Takes an amount, on credit if needed.</summary>
    /// <returns>How long to wait until the credit is paid back; zero without one.</returns>
    public TimeSpan Take(double amount)
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            double earned = time.GetElapsedTime(_countedAt, now).TotalSeconds * perSecond;
            _countedAt = now;
            _tokens = Math.Min(_tokens + earned, _burst) - amount;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
        }
    }

    /// <summary>Takes an amount if it is available.</summary>
    public bool TryTake(double amount)
    {
        lock (_gate)
        {
            if (Take(0) == TimeSpan.Zero && _tokens >= amount)
            {
                _tokens -= amount;
                return true;
            }

            return false;
        }
    }
}
