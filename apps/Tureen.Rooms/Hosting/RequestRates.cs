using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Hosting;

/// <summary>How many requests of each kind an address may send a second; more are refused with 429. Each kind is a policy.</summary>
internal static class RequestRates
{
    public const string Upgrades = "upgrades";
    public const string Api = "api";
    public const string Status = "status";
    public const string Files = "files";

    private const int RetryAfterSeconds = 1;

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        Add(options, Upgrades, SecurityLimits.UpgradeBurst, SecurityLimits.UpgradesPerSecond);
        Add(options, Api, SecurityLimits.ApiBurst, SecurityLimits.ApiRequestsPerSecond);
        Add(options, Status, SecurityLimits.StatusBurst, SecurityLimits.StatusRequestsPerSecond);
        Add(options, Files, SecurityLimits.FileBurst, SecurityLimits.FileRequestsPerSecond);
        options.OnRejected = static async (rejected, cancellation) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            await rejected.HttpContext.Response.WriteAsync("too many requests\n", cancellation);
        };
    }

    /// <summary>The share of the address that a request comes from.</summary>
    public static RateLimitPartition<AddressKey> ShareOf(HttpContext context, int burst, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(
            AddressKey.Of(context.Connection.RemoteIpAddress), address => OptionsFor(address, burst, perSecond));

    private static void Add(RateLimiterOptions options, string policy, int burst, int perSecond) =>
        options.AddPolicy(policy, context => ShareOf(context, burst, perSecond));

    private static TokenBucketRateLimiterOptions OptionsFor(AddressKey address, int burst, int perSecond)
    {
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
