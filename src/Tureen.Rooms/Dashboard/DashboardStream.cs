using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Dashboard;

/// <summary>
/// What dashboards read: a picture of the server each second, and the decisions since the one before. Nothing waits for a dashboard that reads slowly; it
/// gets the next picture when it has read the last one.
/// </summary>
internal sealed class DashboardStream(ServerPictures pictures, DecisionLog decisions, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const string Picture = "picture";
    private const string Decisions = "decisions";

    private int _listeners;

    /// <summary>Maps the stream at <c>dashboard</c>.</summary>
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("dashboard", AnswerAsync).Describe("Server", "Rooms, participants, workers and decisions, as server-sent events, once a second.", "text/event-stream");
        api.MapOtherMethods("dashboard");
    }

    /// <summary>Takes a place for one more dashboard.</summary>
    /// <returns>Gives it back when disposed; null when there is none left.</returns>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref _listeners) <= DashboardLimits.MaxListeners)
        {
            return new Lease(Leave);
        }

        Leave();
        return null;
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (TryEnter() is not { } place)
        {
            return TypedResults.Problem(
                $"{DashboardLimits.MaxListeners} dashboards are open, and no more may be", statusCode: StatusCodes.Status503ServiceUnavailable)
                .ExecuteAsync(context);
        }

        context.Response.RegisterForDispose(place);

        // A proxy must not collect events before it passes them on.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(context.RequestAborted)).ExecuteAsync(context);
    }

    private async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(DashboardLimits.Interval, time);
        long startedAt = time.GetTimestamp();
        long known = 0;
        do
        {
            yield return new SseItem<string>(await pictures.GetAsync(), Picture);
            IReadOnlyList<Decision> latest = decisions.Since(known);
            if (latest.Count > 0)
            {
                known = latest[^1].Number;
                yield return new SseItem<string>(JsonSerializer.Serialize(latest, DashboardJson.Default.IReadOnlyListDecision), Decisions);
            }
        }
        while (time.GetElapsedTime(startedAt) < DashboardLimits.MaxStreamTime && await HasTickedAsync(timer, ending.Token));
    }

    private static async Task<bool> HasTickedAsync(PeriodicTimer timer, CancellationToken ending)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ending);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Leave() => Interlocked.Decrement(ref _listeners);
}
