using System.Net;
using Microsoft.Extensions.Options;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Tests.Net;

namespace Tureen.Tests.Cases;

/// <summary>Descriptors, memory, threads or ports run out and come back: errors meanwhile, everything well afterwards.</summary>
public sealed class A28_ResourcesComeBackTests
{
    [Fact]
    public void A_library_that_could_not_be_loaded_is_loaded_when_it_can_be()
    {
        int attempts = 0;
        var load = new RetriedLoad(() => ++attempts < 3 ? "too many open files" : null);
        Assert.Equal("too many open files", load.Run());
        Assert.Equal("too many open files", load.Run());
        Assert.Null(load.Run());
        Assert.Null(load.Run());
        Assert.Equal(3, attempts);
    }

    [Fact]
    public void A_port_at_whose_opening_memory_ran_out_is_free_again()
    {
        var ports = new PortAllocator(new PortRange(10_000, 10_003), new SeededRandomSource(1));
        for (int i = 0; i < 20; i++)
        {
            Assert.Throws<OutOfMemoryException>(() => Open(ports, static _ => Throw<RecordingSocket>(new OutOfMemoryException())));
        }

        HashSet<int> opened = [];
        for (int i = 0; i < 4; i++)
        {
            Open(ports, port =>
            {
                Assert.True(opened.Add(port));
                return new RecordingSocket(port);
            });
        }

        Assert.Equal(4, ports.LeaseCount);
    }

    [Fact]
    public void A_watchdog_whose_thread_could_not_start_starts_it_later()
    {
        var watchdog = new Watchdog(TimeSpan.FromDays(1));
        var loop = new WatchedLoop(new LoopHeartbeat(), TimeSpan.FromSeconds(5), static () => { });
        watchdog.Add(loop);
        int started = 0;
        watchdog.BeforeThreadStart = () => throw (++started == 1 ? new OutOfMemoryException() : new InvalidOperationException("the second attempt"));
        Assert.Throws<OutOfMemoryException>(watchdog.Start);
        Assert.Throws<InvalidOperationException>(watchdog.Start);
    }

    [Fact]
    public async Task A_loop_that_could_not_be_given_up_for_want_of_a_thread_is_given_up_at_the_next_tick()
    {
        TimeSpan tick = TimeSpan.FromSeconds(1);
        var heartbeat = new LoopHeartbeat();
        heartbeat.BeginTurn();
        var abandoned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watchdog = new Watchdog(tick);
        watchdog.Add(new WatchedLoop(heartbeat, TimeSpan.FromSeconds(3), abandoned.SetResult));
        int attempts = 0;
        watchdog.BeforeThreadStart = () => _ = ++attempts < 3 ? Throw<int>(new OutOfMemoryException()) : 0;
        Timestamp now = Timestamp.Zero;
        for (int i = 0; i < 12 && watchdog.Count > 0; i++)
        {
            watchdog.HandleTick(now += tick);
        }

        Assert.Equal(3, attempts);
        Assert.Equal(0, watchdog.Count);
        await abandoned.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_worker_whose_watchdog_has_no_thread_leaves_nothing_behind_and_another_one_starts()
    {
        var watchdog = new Watchdog(TimeSpan.FromMilliseconds(50));
        int attempts = 0;
        watchdog.BeforeThreadStart = () => _ = ++attempts == 1 ? Throw<int>(new OutOfMemoryException()) : 0;
        using (var failing = new WorkerHost(new WorkerHostOptions { Watchdog = watchdog, WatchdogTimeout = TimeSpan.FromSeconds(5) }))
        {
            Assert.Throws<OutOfMemoryException>(() => failing.Start(new LoopbackHandler()));
            Assert.Equal(0, watchdog.Count);
            failing.Close();
            await failing.Completion.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }

        await using var next = new WorkerHost(new WorkerHostOptions { Watchdog = watchdog, WatchdogTimeout = TimeSpan.FromSeconds(5) });
        next.Start(new LoopbackHandler());
        Assert.Equal(1, watchdog.Count);
    }

    [Fact]
    public async Task A_pool_that_could_not_start_starts_when_it_is_asked_again()
    {
        int attempts = 0;
        await using var pool = new WorkerPool(Options.Create(new TureenOptions
        {
            Workers = 2,
            PrepareWorker = (_, place) => place == 1 && ++attempts < 3 ? throw new MediasoupException("no port is free") : Task.CompletedTask,
        }));
        await Assert.ThrowsAsync<MediasoupException>(pool.StartAsync);
        Assert.Empty(pool.Workers);
        await Assert.ThrowsAsync<MediasoupException>(pool.StartAsync);
        await pool.StartAsync();
        Assert.Equal(2, pool.Workers.Count);
        await pool.CreateRouterAsync();
    }

    private static T Throw<T>(Exception error) => throw error;

    private static void Open(PortAllocator ports, Func<int, RecordingSocket> open) =>
        ports.Open<RecordingSocket>(TransportProtocol.Udp, new ListenParameters(IPAddress.Loopback, 0, 0), (in _, port, out refusal) =>
        {
            refusal = default;
            return open(port);
        });
}
