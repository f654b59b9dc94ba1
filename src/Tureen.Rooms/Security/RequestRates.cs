using System.Threading.RateLimiting;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Security;

/// <summary>How many requests of each kind an address may send a second. The endpoints ask here themselves, so that no host can forget it.</summary>
internal sealed class RequestRates(TureenRoomsOptions options) : IDisposable
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<(RequestKind Kind, AddressKey Address)> _limiter =
        PartitionedRateLimiter.Create<(RequestKind Kind, AddressKey Address), (RequestKind Kind, AddressKey Address)>(
            share => RateLimitPartition.GetTokenBucketLimiter(share, share => OptionsFor(share.Kind, share.Address, options.Limits)));

    /// <summary>Counts a request.</summary>
    /// <returns>Null when there is still a place for it; otherwise how long to wait.</returns>
    public TimeSpan? FindPause(RequestKind kind, AddressKey address)
    {
        using RateLimitLease lease = _limiter.AttemptAcquire((kind, address));
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan pause) && pause > LeastPause ? pause : LeastPause;
    }

    public void Dispose() => _limiter.Dispose();

    private static TokenBucketRateLimiterOptions OptionsFor(RequestKind kind, AddressKey address, RoomLimitOptions limits)
    {
        (int burst, int perSecond) = kind switch
        {
            RequestKind.Upgrade => (limits.JoinsPerSecond * SecurityLimits.UpgradeBurstSeconds, limits.JoinsPerSecond),
            RequestKind.Api => (limits.ApiRequestsPerSecond * SecurityLimits.ApiBurstSeconds, limits.ApiRequestsPerSecond),
            RequestKind.Media => (limits.MediaRequestsPerSecond * SecurityLimits.ApiBurstSeconds, limits.MediaRequestsPerSecond),
            RequestKind.Status => (SecurityLimits.StatusBurst, SecurityLimits.StatusRequestsPerSecond),
            _ => (SecurityLimits.FileBurst, SecurityLimits.FileRequestsPerSecond),
        };
        int factor = address.IsLoopback ? SecurityLimits.LoopbackFactor : 1;
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst * factor,
            TokensPerPeriod = perSecond * factor,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        };
    }
}
