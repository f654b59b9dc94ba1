using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Tests.Net;

namespace Tureen.Tests.Robustness;

/// <summary>A media thread that does not turn is noticed, whatever its cause; one that waits, or stands still with everybody else, is left alone.</summary>
public sealed class S0_WatchdogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Watchdog _watchdog = new(NetLimits.WatchdogTick);
    private readonly LoopHeartbeat _heartbeat = new();
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Timestamp _now = new(1_000_000);

    public S0_WatchdogTests() => _watchdog.Add(new WatchedLoop(_heartbeat, NetLimits.WatchdogTimeout, _abandoned.SetResult));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S0_a_loop_that_stays_in_one_turn_is_given_up_after_5_and_before_6_seconds()
    {
        Tick(TimeSpan.FromSeconds(3));
        _heartbeat.BeginTurn();
        Timestamp began = _now;
        while (_watchdog.Count > 0)
        {
            Tick(NetLimits.WatchdogTick);
        }

        Assert.InRange(_now - began, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        await _abandoned.Task.WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public void S0_a_loop_that_waits_is_never_given_up()
    {
        _heartbeat.BeginTurn();
        _heartbeat.BeginWait();
        Tick(TimeSpan.FromHours(1));
        Assert.Equal(1, _watchdog.Count);
    }

    [Fact]
    public void S0_a_loop_that_turns_now_and_then_is_not_given_up()
    {
        for (int i = 0; i < 100; i++)
        {
            _heartbeat.BeginWait();
            _heartbeat.BeginTurn();
            Tick(TimeSpan.FromSeconds(4.75));
        }

        Assert.Equal(1, _watchdog.Count);
    }

    [Fact]
    public void S0_time_in_which_the_watchdog_stood_still_too_is_not_counted()
    {
        // Suspended again and again, with short moments between, and always in the midst of the same turn.
        Tick(NetLimits.WatchdogTick);
        _heartbeat.BeginTurn();
        for (int i = 0; i < 8; i++)
        {
            _now += TimeSpan.FromMinutes(10);
            _watchdog.HandleTick(_now);
            Tick(NetLimits.WatchdogTick + NetLimits.WatchdogTick);
        }

        Assert.Equal(1, _watchdog.Count);
        Tick(TimeSpan.FromSeconds(2));
        Assert.Equal(0, _watchdog.Count);
    }

    [Fact]
    public void S0_ticks_that_come_too_fast_count_no_more_than_their_time()
    {
        _heartbeat.BeginTurn();
        for (int i = 0; i < 4000; i++)
        {
            _now += TimeSpan.FromMilliseconds(1);
            _watchdog.HandleTick(_now);
        }

        Assert.Equal(1, _watchdog.Count);
    }

    [Fact]
    public void S0_only_one_side_ends_a_loop()
    {
        Assert.True(_heartbeat.TryEnd());
        Assert.False(_heartbeat.TryAbandon());
        Assert.False(_heartbeat.IsAbandoned);
        var other = new LoopHeartbeat();
        Assert.True(other.TryAbandon());
        Assert.True(other.IsAbandoned);
        Assert.False(other.TryEnd());
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task S0_a_worker_whose_handler_never_returns_frees_its_port_and_fails_its_callers(string backend)
    {
        using var release = new ManualResetEventSlim();
        TaskCompletionSource<Exception> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int handled = 0;
        int batches = 0;
        LoopbackHandler handler = new()
        {
            OnDatagram = (now, in tuple, datagram, sink) =>
            {
                handled++;
                release.Wait();
                LoopbackHandler.Echo(now, tuple, datagram, sink);
            },
            OnBatchEnd = _ => batches++,
        };
        WorkerHost host = Start(backend, handler, failed);
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        await host.InvokeAsync((_, _) => host.OpenTcpListener(OpenedSocket.On(IPAddress.Loopback), out _));
        using LoopbackPeer peer = new(IPAddress.Loopback);
        peer.Send(socket.LocalAddress, 1);
        peer.Send(socket.LocalAddress, 2);
        while (Volatile.Read(ref handled) == 0)
        {
            await Task.Yield();
        }

        int before = batches;
        Task<int> waiting = host.InvokeAsync((_, _) => 1);
        Exception failure = await failed.Task.WaitAsync(Patience, Cancellation);
        Assert.IsType<LoopStuckException>(failure);
        Assert.Contains("has not turned for", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => waiting);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => host.InvokeAsync((_, _) => 2));
        await host.Completion.WaitAsync(Patience, Cancellation);
        Assert.Same(failure, host.Failure);
        Assert.Equal(0, host.Counters.OpenSockets);
        Assert.False(host.ThreadEnded.IsCompleted);

        // Another takes the port while the thread is still in the handler; nothing of the old one may reach it.
        using var next = new UdpClient(new IPEndPoint(IPAddress.Loopback, socket.LocalAddress.Port));
        release.Set();
        await host.ThreadEnded.WaitAsync(Patience, Cancellation);
        Assert.Equal((1, before), (handled, batches));
        Assert.Equal(0, host.Counters.OpenSockets);
        peer.Send(socket.LocalAddress, 3);
        Assert.Equal([3], (await next.ReceiveAsync(Cancellation)).Buffer);
        host.Close();
    }

    [Fact]
    public async Task S0_a_command_that_never_returns_fails_with_those_behind_it()
    {
        using var release = new ManualResetEventSlim();
        TaskCompletionSource<Exception> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        WorkerHost host = Start("Linux", new LoopbackHandler(), failed);
        Task<bool> stuck = host.InvokeAsync((_, _) =>
        {
            release.Wait();
            return true;
        });
        Task<int> behind = host.InvokeAsync((_, _) => 1);
        await failed.Task.WaitAsync(Patience, Cancellation);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => stuck);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => behind);
        release.Set();
        await host.ThreadEnded.WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public async Task S0_a_thread_that_comes_back_opens_no_socket()
    {
        using var release = new ManualResetEventSlim();
        TaskCompletionSource<Exception> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<Exception?> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        WorkerHost host = Start("Linux", new LoopbackHandler(), failed);
        _ = host.InvokeAsync((_, _) =>
        {
            release.Wait();
            outcome.SetResult(Record.Exception(() => OpenedSocket.Open(host, OpenedSocket.On(IPAddress.Loopback))));
            return true;
        });
        await failed.Task.WaitAsync(Patience, Cancellation);
        release.Set();
        Assert.IsType<InvalidOperationException>(await outcome.Task.WaitAsync(Patience, Cancellation));
        await host.ThreadEnded.WaitAsync(Patience, Cancellation);
        Assert.Equal(0, host.Counters.OpenSockets);
    }

    [Fact]
    public async Task S0_an_idle_worker_and_one_without_a_watchdog_go_on()
    {
        TaskCompletionSource<Exception> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WorkerHost idle = Start("Linux", new LoopbackHandler(), failed);
        await using WorkerHost unwatched = Start("Linux", new LoopbackHandler(), failed, timeout: TimeSpan.Zero);
        using var release = new ManualResetEventSlim();
        Task<int> slow = unwatched.InvokeAsync((_, _) =>
        {
            release.Wait();
            return 1;
        });

        // A third that is given up marks the time.
        TaskCompletionSource<Exception> third = new(TaskCreationOptions.RunContinuationsAsynchronously);
        WorkerHost stuck = Start("Linux", new LoopbackHandler(), third);
        stuck.Post((_, _) => release.Wait());
        await third.Task.WaitAsync(Patience, Cancellation);
        Assert.Equal(5, await idle.InvokeAsync((_, _) => 5));
        release.Set();
        Assert.Equal(1, await slow);
        Assert.False(failed.Task.IsCompleted);
        await stuck.ThreadEnded.WaitAsync(Patience, Cancellation);
    }

    private static WorkerHost Start(
        string backend, LoopbackHandler handler, TaskCompletionSource<Exception> failed, TimeSpan? timeout = null)
    {
        WorkerHost host = new(new WorkerHostOptions
        {
            Backend = Enum.Parse<NetworkBackend>(backend),
            Failed = error => failed.TrySetResult(error),
            WatchdogTimeout = timeout ?? TimeSpan.FromMilliseconds(300),
            Watchdog = new Watchdog(TimeSpan.FromMilliseconds(30)),
            CreateClosedException = static () => new TimeZoneNotFoundException("The worker is closed."),
        });
        host.Start(handler);
        return host;
    }

    private void Tick(TimeSpan duration)
    {
        for (Timestamp end = _now + duration; _now < end;)
        {
            _now += NetLimits.WatchdogTick;
            _watchdog.HandleTick(_now);
        }
    }
}
