using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;
using Tureen.Rooms.Status;

namespace Tureen.Rooms.Hosting;

/// <summary>How many requests of each kind an address may send a second; more are refused with 429.</summary>
internal static class RequestRates
{
    private const int RetryAfterSeconds = 1;

    private enum Kind
    {
        Upgrade,
        Api,
        Status,
        File,
    }

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = CreateLimiter();
        options.OnRejected = static async (rejected, cancellation) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            await rejected.HttpContext.Response.WriteAsync("too many requests\n", cancellation);
        };
    }

    public static PartitionedRateLimiter<HttpContext> CreateLimiter() => PartitionedRateLimiter.Create<HttpContext, (Kind, AddressKey)>(
        static context => RateLimitPartition.GetTokenBucketLimiter(
            (KindOf(context), AddressKey.Of(context.Connection.RemoteIpAddress)), static key => OptionsFor(key.Item1, key.Item2)));

    private static Kind KindOf(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest ? Kind.Upgrade
        : BroadcastEndpoint.IsMeant(context.Request.Path) ? Kind.Api
        : context.Request.Path == StatusPage.Path ? Kind.Status
        : Kind.File;

    private static TokenBucketRateLimiterOptions OptionsFor(Kind kind, AddressKey address)
    {
        (int burst, int perSecond) = kind switch
        {
            Kind.Upgrade => (SecurityLimits.UpgradeBurst, SecurityLimits.UpgradesPerSecond),
            Kind.Api => (SecurityLimits.ApiBurst, SecurityLimits.ApiRequestsPerSecond),
            Kind.Status => (SecurityLimits.StatusBurst, SecurityLimits.StatusRequestsPerSecond),
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
