using System.Threading.RateLimiting;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Security;

/// <summary>How many requests of each kind an address may send a second. The endpoints ask here themselves, so that no host can forget it.</summary>
internal sealed class RequestRates : IDisposable
{
    private readonly PartitionedRateLimiter<(RequestKind Kind, AddressKey Address)> _limiter =
        PartitionedRateLimiter.Create<(RequestKind Kind, AddressKey Address), (RequestKind Kind, AddressKey Address)>(
            static share => RateLimitPartition.GetTokenBucketLimiter(share, static share => OptionsFor(share.Kind, share.Address)));

    /// <summary>Counts a request.</summary>
    /// <returns>Whether there is still a place for it in this second.</returns>
    public bool TryTake(RequestKind kind, AddressKey address)
    {
        using RateLimitLease lease = _limiter.AttemptAcquire((kind, address));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static TokenBucketRateLimiterOptions OptionsFor(RequestKind kind, AddressKey address)
    {
        (int burst, int perSecond) = kind switch
        {
            RequestKind.Upgrade => (SecurityLimits.UpgradeBurst, SecurityLimits.UpgradesPerSecond),
            RequestKind.Api => (SecurityLimits.ApiBurst, SecurityLimits.ApiRequestsPerSecond),
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
