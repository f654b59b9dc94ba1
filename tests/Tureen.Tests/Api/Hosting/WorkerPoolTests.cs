using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tureen.Tests.Api.Hosting;

public sealed class WorkerPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Workers_start_and_stop_with_the_host()
    {
        var log = new RecordingLoggerProvider();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddTureen(static tureen => tureen.Workers = 2).AddTureen();
        using IHost host = builder.Build();
        var pool = host.Services.GetRequiredService<WorkerPool>();
        Assert.Empty(pool.Workers);

        await host.StartAsync(TestContext.Current.CancellationToken);
        IReadOnlyList<Worker> workers = pool.Workers;
        Assert.Equal(2, workers.Count);
        Assert.Contains(log.Lines, static line => line.Text == "createWorker()");
        Router router = await pool.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        Assert.Equal(5, router.RtpCapabilities.Codecs.Count);

        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.All(workers, static worker => Assert.True(worker.SubprocessClosed && !worker.Died));
        Assert.Empty(pool.Workers);
        Assert.Throws<InvalidStateException>(pool.Next);
    }

    [Fact]
    public async Task A_service_added_before_the_pool_uses_it_from_its_start_to_its_end()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<RoomOpener>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<RoomOpener>());
        builder.Services.AddTureen(static tureen => tureen.Workers = 1);
        using IHost host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, host.Services.GetRequiredService<RoomOpener>().Rooms);
        Assert.Empty(host.Services.GetRequiredService<WorkerPool>().Workers);
    }

    [Fact]
    public async Task A_pool_without_workers_says_what_to_do()
    {
        await using var pool = new WorkerPool(Options.Create(new TureenOptions { Workers = 1 }));
        Assert.Contains("StartAsync", Assert.Throws<InvalidStateException>(pool.Next).Message, StringComparison.Ordinal);
        pool.Close();
        Assert.Contains("closed", Assert.Throws<InvalidStateException>(pool.Next).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replacement_that_fails_is_tried_again_until_the_pool_is_whole()
    {
        int attempts = 0;
        await using WorkerPool pool = await StartAsync(new()
        {
            Workers = 1,
            PrepareWorker = (_, _) => ++attempts is > 1 and < 5 ? throw new InvalidOperationException("no port yet") : Task.CompletedTask,
        });
        pool.Replacement.FirstPause = TimeSpan.FromMilliseconds(1);
        Worker failing = pool.Workers[0];

        failing.Fail(new InvalidOperationException("broken"));
        using var limit = new CancellationTokenSource(Patience);
        while (pool.Workers is not [var worker] || worker == failing)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(5, attempts);
        await pool.CreateRouterAsync();
    }

    [Fact]
    public async Task The_least_loaded_worker_is_next_and_equals_take_turns()
    {
        await using WorkerPool pool = await StartAsync(new() { Workers = 3 });
        Router[] routers = [await pool.CreateRouterAsync(), await pool.CreateRouterAsync(), await pool.CreateRouterAsync()];
        Assert.All(pool.Workers, static worker => Assert.Equal(1, worker.Load.Routers));

        DirectTransport transport = await routers[0].CreateDirectTransportAsync();
        await transport.ProduceDataAsync();
        for (int i = 0; i < 4; i++)
        {
            await pool.CreateRouterAsync();
        }

        Assert.Equal([(0, 3), (0, 3), (1, 1)], pool.Workers.Select(static worker => worker.Load).Order());
    }

    [Fact]
    public async Task Round_robin_looks_at_no_load()
    {
        await using WorkerPool pool = await StartAsync(new() { Workers = 2, Choice = WorkerChoice.RoundRobin });
        Worker[] next = [.. Enumerable.Range(0, 4).Select(_ => pool.Next())];
        Assert.Equal([.. pool.Workers, .. pool.Workers], next);
    }

    [Fact]
    public async Task A_worker_that_died_is_reported_and_replaced_at_its_place()
    {
        var prepared = new List<(Worker Worker, int Place)>();
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WorkerPool pool = await StartAsync(new()
        {
            Workers = 2,
            PrepareWorker = (worker, place) =>
            {
                prepared.Add((worker, place));
                if (prepared.Count == 3)
                {
                    replaced.SetResult();
                }

                return Task.CompletedTask;
            },
        });
        Worker failing = pool.Workers[1];
        var died = new List<(Worker Worker, string Message)>();
        pool.OnWorkerDied += (worker, error) => died.Add((worker, error.Message));
        pool.OnWorkerDied += (_, _) => throw new InvalidOperationException("a handler's own fault");
        failing.Fail(new InvalidOperationException("broken"));
        await replaced.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        while (pool.Workers.Count < 2)
        {
            await Task.Yield();
        }

        Assert.Equal([(failing, "broken")], died);
        Assert.Equal([0, 1, 1], prepared.Select(static one => one.Place));
        Assert.Equal([prepared[0].Worker, prepared[2].Worker], pool.Workers);
    }

    [Fact]
    public async Task Health_reports_how_many_workers_answer()
    {
        await using WorkerPool pool = await StartAsync(new() { Workers = 2, ReplacesDeadWorkers = false });
        var check = new TureenHealthCheck(pool);
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(check));
        foreach (HealthStatus expected in (HealthStatus[])[HealthStatus.Degraded, HealthStatus.Unhealthy])
        {
            Worker worker = pool.Workers[0];
            worker.Fail(new InvalidOperationException("broken"));
            await Assert.ThrowsAsync<WorkerClosedException>(worker.DumpAsync);
            Assert.Equal(expected, await CheckAsync(check));
            await worker.Dispatcher.FlushAsync();
        }

        Assert.Throws<InvalidStateException>(pool.Next);
    }

    [Fact]
    public async Task A_worker_whose_thread_stands_still_is_declared_dead_and_replaced()
    {
        using var release = new ManualResetEventSlim();
        var died = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WorkerPool pool = await StartAsync(new()
        {
            Workers = 2,
            WorkerSettings = new() { WatchdogTimeout = TimeSpan.FromSeconds(1) },
        });
        var check = new TureenHealthCheck(pool);
        Worker stuck = pool.Workers[0];
        Worker neighbor = pool.Workers[1];
        Router router = await stuck.CreateRouterAsync();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        router.OnWorkerClose += closed.SetResult;
        pool.OnWorkerDied += (_, error) => died.SetResult(error);
        Task<bool> command = stuck.Channel.RequestAsync((_, _) =>
        {
            release.Wait();
            return true;
        });
        Task<WorkerDump> behind = stuck.DumpAsync();
        await neighbor.DumpAsync();

        Assert.IsType<WorkerStuckException>(await died.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await closed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<WorkerClosedException>(() => command);
        await Assert.ThrowsAsync<WorkerClosedException>(() => behind);
        while (pool.Workers.Count < 2)
        {
            await Task.Yield();
        }

        Assert.True(stuck.Died && stuck.Closed && router.Closed);
        Assert.False(neighbor.Closed);
        Assert.DoesNotContain(stuck, pool.Workers);
        await pool.CreateRouterAsync();
        Assert.Equal(1, pool.StuckWorkers);
        HealthCheckResult health = await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(1, health.Data["stuckWorkers"]);

        // Its thread comes back and touches nothing.
        release.Set();
        await stuck.DisposeAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0.2)]
    public async Task A_watchdog_that_would_bite_the_healthy_is_refused(double seconds) =>
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => Mediasoup.CreateWorkerAsync(new() { WatchdogTimeout = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public async Task A_worker_without_a_watchdog_can_be_made()
    {
        foreach (TimeSpan timeout in (TimeSpan[])[TimeSpan.Zero, Timeout.InfiniteTimeSpan])
        {
            await using Worker worker = await Mediasoup.CreateWorkerAsync(new() { WatchdogTimeout = timeout });
            await worker.DumpAsync();
        }
    }

    [Fact]
    public async Task A_worker_that_cannot_be_prepared_ends_the_start_and_all_workers()
    {
        var made = new List<Worker>();
        await using var pool = new WorkerPool(Options.Create(new TureenOptions
        {
            Workers = 2,
            PrepareWorker = (worker, place) =>
            {
                made.Add(worker);
                return place == 0 ? Task.CompletedTask : throw new InvalidOperationException("no port");
            },
        }));

        await Assert.ThrowsAsync<InvalidOperationException>(pool.StartAsync);
        Assert.Equal(2, made.Count);
        Assert.All(made, static worker => Assert.True(worker.Closed));
        Assert.Empty(pool.Workers);
    }

    [Fact]
    public async Task A_host_without_time_left_closes_the_workers_and_does_not_fail()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTureen(static tureen => tureen.Workers = 1);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        Worker worker = Assert.Single(host.Services.GetRequiredService<WorkerPool>().Workers);
        foreach (IHostedLifecycleService service in host.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await service.StoppedAsync(new CancellationToken(canceled: true));
        }

        Assert.True(worker.Closed);
    }

    [Fact]
    public async Task Wrong_options_stop_the_host()
    {
        Action<TureenOptions>[] wrong =
        [
            static tureen => tureen.Workers = 0,
            static tureen => tureen.Choice = (WorkerChoice)9,
            static tureen => tureen.WorkerSettings = null!,
        ];
        foreach (Action<TureenOptions> configure in wrong)
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddTureen(configure);
            using IHost host = builder.Build();
            await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        }
    }

    private static async Task<WorkerPool> StartAsync(TureenOptions options)
    {
        var pool = new WorkerPool(Options.Create(options));
        await pool.StartAsync();
        return pool;
    }

    private static async Task<HealthStatus> CheckAsync(TureenHealthCheck check) =>
        (await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status;
}
