using System.Globalization;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tureen.Rooms.Status;

/// <summary>
/// Whether all media workers run and answer, for load balancers: the first line is <c>ok</c> with status 200, or <c>not ok</c> with status 503.
/// </summary>
internal sealed class HealthPage(TureenHealthCheck check, TimeProvider time)
{
    /// <summary>How long an answer is reused, because asking all workers costs each of them a command.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<HealthCheckResult>? _last;
    private long _askedAt;

    public async Task WriteAsync(HttpContext context)
    {
        HealthCheckResult result = await CheckAsync();
        context.Response.StatusCode = result.Status == HealthStatus.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(Describe(result), context.RequestAborted);
    }

    /// <summary>The answer of this second.</summary>
    public Task<HealthCheckResult> CheckAsync()
    {
        lock (_gate)
        {
            if (_last is null || (_last.IsCompleted && time.GetElapsedTime(_askedAt) > Freshness))
            {
                _askedAt = time.GetTimestamp();
                _last = check.CheckHealthAsync(new HealthCheckContext());
            }

            return _last;
        }
    }

    private static string Describe(HealthCheckResult result)
    {
        var text = new StringBuilder(result.Status == HealthStatus.Healthy ? "ok\n" : "not ok\n");
        text.Append(result.Description).Append('\n');
        foreach ((string name, object value) in result.Data)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
        }

        return text.ToString();
    }
}
