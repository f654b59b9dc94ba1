using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Tureen.Tests.Api.Hosting;

/// <summary>Several pools in one host.</summary>
public sealed class KeyedPoolTests
{
    [Fact]
    public async Task Pools_with_keys_start_and_stop_with_the_host_and_are_not_the_one_without()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTureen(static tureen => tureen.Workers = 1);
        builder.Services.AddKeyedTureen("recording", static tureen => tureen.Workers = 2).AddKeyedTureen("recording").AddKeyedTureen("agents", static tureen => tureen.Workers = 1);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var pool = host.Services.GetRequiredService<WorkerPool>();
        var recording = host.Services.GetRequiredKeyedService<WorkerPool>("recording");
        var agents = host.Services.GetRequiredKeyedService<WorkerPool>("agents");
        Assert.Equal([1, 2, 1], new[] { pool, recording, agents }.Select(static one => one.Workers.Count));
        Assert.Empty(pool.Workers.Intersect(recording.Workers));
        await recording.CreateRouterAsync();

        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(recording.Workers);
        Assert.Empty(agents.Workers);
    }

    [Fact]
    public async Task Health_of_each_pool_is_a_check_of_its_own()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddTureen(static tureen => tureen.Workers = 1).AddKeyedTureen("recording", static tureen =>
        {
            tureen.Workers = 1;
            tureen.ReplacesDeadWorkers = false;
        });
        builder.Services.AddHealthChecks().AddTureen().AddTureen(key: "recording", tags: ["ready"]);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var health = host.Services.GetRequiredService<HealthCheckService>();
        HealthReport before = await health.CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["tureen", "tureen-recording"], before.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(HealthStatus.Healthy, before.Status);
        Assert.Equal(["ready"], before.Entries["tureen-recording"].Tags);

        host.Services.GetRequiredKeyedService<WorkerPool>("recording").Workers[0].Fail(new InvalidOperationException("broken"));
        HealthReport after = await WaitForAsync(health, HealthStatus.Unhealthy);
        Assert.Equal(HealthStatus.Healthy, after.Entries["tureen"].Status);
        Assert.Equal(HealthStatus.Unhealthy, after.Entries["tureen-recording"].Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_pool_with_an_empty_key_is_refused(string key) =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKeyedTureen(key));

    private static async Task<HealthReport> WaitForAsync(HealthCheckService health, HealthStatus status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            HealthReport report = await health.CheckHealthAsync(limit.Token);
            if (report.Status == status)
            {
                return report;
            }

            await Task.Yield();
        }
    }
}
