using System.Net;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;

namespace Tureen.Tests.Net.Loop;

public sealed class WorkerHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Linux", "127.0.0.1")]
    [InlineData("Linux", "::1")]
    [InlineData("Portable", "127.0.0.1")]
    [InlineData("Portable", "::1")]
    public async Task Datagrams_come_in_and_go_out_in_order(string backend, string ip)
    {
        await using WorkerHost host = Start(backend, new LoopbackHandler());
        IPAddress address = IPAddress.Parse(ip);
        using LoopbackPeer peer = new(address);
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(address));

        for (byte i = 0; i < 50; i++)
        {
            peer.Send(socket.LocalAddress, i, 1, 2, 3);
        }

        for (byte i = 0; i < 50; i++)
        {
            Assert.Equal([i, 1, 2, 3], peer.Receive());
        }

        Assert.Equal(50, host.Counters.DatagramsReceived);
    }

    [Theory]
    [InlineData("Linux", 2)]
    [InlineData("Portable", 1)]
    public async Task A_socket_that_prefers_a_remote_answers_everybody_and_closes_whole(string backend, int sockets)
    {
        await using WorkerHost host = Start(backend, new LoopbackHandler());
        using LoopbackPeer first = new(IPAddress.Loopback);
        using LoopbackPeer second = new(IPAddress.Loopback);
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        foreach (LoopbackPeer preferred in new[] { first, second })
        {
            var tuple = new TransportTuple(socket.SocketId, TransportProtocol.Udp, preferred.Address);
            Assert.Equal(sockets, await host.InvokeAsync((_, _) =>
            {
                host.PreferRemote(tuple);
                return host.Counters.OpenSockets;
            }));
            first.Send(socket.LocalAddress, 1, 2);
            Assert.Equal([1, 2], first.Receive());
            second.Send(socket.LocalAddress, 3);
            Assert.Equal([3], second.Receive());
        }

        Assert.Equal(0, await host.InvokeAsync((_, _) =>
        {
            host.CloseSocket(socket.SocketId);
            return host.Counters.OpenSockets;
        }));
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task An_IPv6_socket_also_speaks_IPv4_unless_configured_otherwise(string backend)
    {
        await using WorkerHost host = Start(backend, new LoopbackHandler());
        using LoopbackPeer peer = new(IPAddress.Loopback);
        OpenedSocket both = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.IPv6Any));
        peer.Send(NetworkAddress.From(IPAddress.Loopback, both.LocalAddress.Port), 7);
        Assert.Equal([7], peer.Receive());

        // With the IPv6 half taken alone, the same port of IPv4 stays free, unless another program has it.
        const int Attempts = 5;
        for (int attempt = 1; ; attempt++)
        {
            OpenedSocket only = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.IPv6Any) with { IPv6Only = true });
            try
            {
                OpenedSocket other = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Any, only.LocalAddress.Port));
                Assert.Equal(only.LocalAddress.Port, other.LocalAddress.Port);
                return;
            }
            catch (SocketBindException) when (attempt < Attempts)
            {
                // The next port may be free.
            }
        }
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task A_fixed_port_is_used_exactly_and_only_once(string backend)
    {
        await using WorkerHost host = Start(backend, new LoopbackHandler());
        ListenParameters options = OpenedSocket.On(IPAddress.Loopback);
        OpenedSocket first = await OpenedSocket.OpenAsync(host, options);
        ListenParameters same = options with { MinPort = first.LocalAddress.Port, MaxPort = first.LocalAddress.Port };

        SocketBindException taken = await Assert.ThrowsAsync<SocketBindException>(() => OpenedSocket.OpenAsync(host, same));
        Assert.Equal(SocketBindError.AddressInUse, taken.Error);
        Assert.Contains("port in use", taken.Message, StringComparison.Ordinal);

        await host.InvokeAsync((_, _) => Close(host, first));
        OpenedSocket second = await OpenedSocket.OpenAsync(host, same);
        Assert.Equal(first.LocalAddress.Port, second.LocalAddress.Port);
        Assert.NotEqual(first.SocketId, second.SocketId);
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task Two_sockets_share_a_port_when_both_ask_for_it(string backend)
    {
        await using WorkerHost host = Start(backend, new LoopbackHandler());
        ListenParameters options = OpenedSocket.On(IPAddress.Loopback) with { ReusePort = true };
        OpenedSocket first = await OpenedSocket.OpenAsync(host, options);
        OpenedSocket second = await OpenedSocket.OpenAsync(host, options with { MinPort = first.LocalAddress.Port, MaxPort = first.LocalAddress.Port });
        Assert.Equal(first.LocalAddress, second.LocalAddress);
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task An_address_of_another_machine_is_refused_at_once(string backend)
    {
        await using WorkerHost host = Start(backend, new LoopbackHandler());
        ListenParameters options = OpenedSocket.On(IPAddress.Parse("8.8.8.8"));
        SocketBindException refused = await Assert.ThrowsAsync<SocketBindException>(() => OpenedSocket.OpenAsync(host, options));
        Assert.Equal(SocketBindError.AddressNotAvailable, refused.Error);
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task A_datagram_that_is_too_long_is_counted_and_harms_none_after_it(string backend)
    {
        await using WorkerHost host = Start(backend, new LoopbackHandler());
        using LoopbackPeer peer = new(IPAddress.Loopback);
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        peer.Send(socket.LocalAddress, new byte[EngineLimits.MaxDatagramLength + 1]);
        peer.Send(socket.LocalAddress, new byte[EngineLimits.MaxDatagramLength]);
        Assert.Equal(EngineLimits.MaxDatagramLength, peer.Receive().Length);
        Assert.Equal(1, host.Counters.TruncatedDropped);
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task A_deadline_is_run_when_it_is_due_and_not_before(string backend)
    {
        TaskCompletionSource<Timestamp> ran = new();
        LoopbackHandler handler = new() { OnDeadline = now => ran.TrySetResult(now) };
        await using WorkerHost host = Start(backend, handler);
        Timestamp wanted = await host.InvokeAsync((now, _) => handler.NextDeadline = now + TimeSpan.FromMilliseconds(5));
        Timestamp at = await ran.Task.WaitAsync(Patience, Cancellation);
        Assert.True(at >= wanted, $"{at} is before {wanted}");
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task A_worker_that_fails_frees_its_sockets_first(string backend)
    {
        TaskCompletionSource<Exception> failed = new();
        WorkerHost host = Start(backend, new LoopbackHandler(), failed.SetResult);
        await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        host.Post((_, _) => throw new InvalidDataException("broken"));

        Exception failure = await failed.Task.WaitAsync(Patience, Cancellation);
        await host.Completion.WaitAsync(Patience, Cancellation);
        Assert.IsType<InvalidDataException>(failure);
        Assert.Same(failure, host.Failure);
        Assert.Equal(0, host.Counters.OpenSockets);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => host.InvokeAsync((_, _) => 1));
        host.Close();
    }

    [Theory]
    [InlineData("Linux")]
    [InlineData("Portable")]
    public async Task A_handler_that_throws_for_a_datagram_loses_that_datagram_alone(string backend)
    {
        List<EngineFaultEvent> faults = [];
        LoopbackHandler handler = new()
        {
            OnDatagram = (now, in tuple, datagram, sink) =>
            {
                // What was reserved and not sent must not confuse what comes after it.
                sink.GetSpan(100).Fill(9);
                if (datagram[0] == 1)
                {
                    throw new InvalidDataException("broken");
                }

                LoopbackHandler.Echo(now, tuple, datagram, sink);
            },
        };
        await using WorkerHost host = Start(backend, handler, faultContained: faults.Add);
        using LoopbackPeer peer = new(IPAddress.Loopback);
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        for (byte i = 0; i < 40; i++)
        {
            peer.Send(socket.LocalAddress, (byte)(i % 2), i);
        }

        for (byte i = 0; i < 40; i += 2)
        {
            Assert.Equal([0, i], peer.Receive());
        }

        peer.Send(socket.LocalAddress, 0);
        Assert.Equal([0], peer.Receive());
        Assert.Equal(20, host.Counters.Faults[FaultKind.Datagram]);
        Assert.Equal(20, host.Counters.Faults.Total);
        Assert.InRange(faults.Count, EngineLimits.FaultLogBurst, EngineLimits.FaultLogBurst + 10);
        Assert.All(faults, static fault => Assert.IsType<InvalidDataException>(fault.Error));
    }

    [Fact]
    public async Task A_handler_that_throws_for_deadlines_and_events_neither_spins_nor_stops()
    {
        TaskCompletionSource third = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int runs = 0;
        int batches = 0;
        LoopbackHandler handler = new()
        {
            OnBatchEnd = _ =>
            {
                batches++;
                throw new InvalidDataException("event");
            },
        };
        handler.OnDeadline = now =>
        {
            handler.NextDeadline = now;
            if (++runs == 3)
            {
                third.SetResult();
            }

            throw new InvalidDataException("deadline");
        };
        await using WorkerHost host = Start("Linux", handler);
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        Timestamp began = await host.InvokeAsync((now, _) => handler.NextDeadline = now);
        await third.Task.WaitAsync(Patience, Cancellation);
        Assert.True(MonotonicClock.Now - began >= 2 * EngineLimits.FaultPause);
        using LoopbackPeer peer = new(IPAddress.Loopback);
        peer.Send(socket.LocalAddress, 5);
        Assert.Equal([5], peer.Receive());
        Assert.Equal(3, await host.InvokeAsync((_, _) => 3));
        Assert.True(host.Counters.Faults[FaultKind.Event] >= 3);
        Assert.InRange(host.Counters.Turns, 3, 60);
    }

    [Fact]
    public async Task A_command_that_throws_harms_only_its_caller()
    {
        await using WorkerHost host = Start("Linux", new LoopbackHandler());
        await Assert.ThrowsAsync<FormatException>(() => host.InvokeAsync<int>((_, _) => throw new FormatException()));
        Assert.Equal(3, await host.InvokeAsync((_, _) => 3));
    }

    [Fact]
    public async Task A_posted_command_that_throws_fails_the_worker()
    {
        WorkerHost host = Start("Linux", new LoopbackHandler());
        host.Post((_, _) => throw new FormatException());
        await host.Completion.WaitAsync(Patience, Cancellation);
        Assert.IsType<FormatException>(host.Failure);
    }

    [Fact]
    public async Task Commands_are_answered_after_their_events_and_off_the_worker_thread()
    {
        int batches = 0;
        LoopbackHandler handler = new() { OnBatchEnd = _ => batches++ };
        await using WorkerHost host = Start("Linux", handler);
        int before = await host.InvokeAsync((_, _) => batches);
        Assert.False(host.IsOnWorkerThread);
        Assert.True(batches > before);
    }

    [Fact]
    public async Task Closing_runs_what_was_posted_before_and_refuses_what_comes_after()
    {
        WorkerHost host = Start("Linux", new LoopbackHandler());
        Task<int> before = host.InvokeAsync((_, _) => 1);
        host.Close();
        host.Close();
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => host.InvokeAsync((_, _) => 2));
        Assert.Equal(1, await before);
        await host.Completion.WaitAsync(Patience, Cancellation);
        Assert.Null(host.Failure);
    }

    [Fact]
    public async Task A_worker_that_was_never_started_closes_too()
    {
        WorkerHost host = new(new WorkerHostOptions());
        OpenedSocket socket = OpenedSocket.Open(host, OpenedSocket.On(IPAddress.Loopback));
        Assert.NotEqual(0, socket.LocalAddress.Port);
        host.Close();
        await host.Completion.WaitAsync(Patience, Cancellation);
        Assert.Equal(0, host.Counters.OpenSockets);
    }

    [Fact]
    public async Task What_was_gathered_for_a_socket_leaves_before_it_closes()
    {
        await using WorkerHost host = Start("Linux", new LoopbackHandler());
        using LoopbackPeer peer = new(IPAddress.Loopback);
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        NetworkAddress remote = peer.Address;
        await host.InvokeAsync((_, sink) =>
        {
            sink.GetSpan(1)[0] = 42;
            sink.Send(new TransportTuple(socket.SocketId, TransportProtocol.Udp, remote), 1);
            return Close(host, socket);
        });
        Assert.Equal([42], peer.Receive());
    }

    [Fact]
    public async Task A_hundred_rounds_of_twenty_sockets_leave_none_behind()
    {
        WorkerHost host = Start("Linux", new LoopbackHandler());
        for (int round = 0; round < 100; round++)
        {
            int open = await host.InvokeAsync((_, _) =>
            {
                int[] ids = [.. Enumerable.Range(0, 20).Select(_ => OpenedSocket.Open(host, OpenedSocket.On(IPAddress.Loopback)).SocketId)];
                int count = host.Counters.OpenSockets;
                Array.ForEach(ids, host.CloseSocket);
                return count;
            });
            Assert.Equal(20, open);
            Assert.Equal(0, host.Counters.OpenSockets);
        }

        await host.DisposeAsync();
    }

    private static bool Close(WorkerHost host, OpenedSocket socket)
    {
        host.CloseSocket(socket.SocketId);
        return true;
    }

    private static WorkerHost Start(
        string backend,
        LoopbackHandler handler,
        Action<Exception>? failed = null,
        Action<EngineFaultEvent>? faultContained = null)
    {
        WorkerHost host = new(new WorkerHostOptions
        {
            Backend = Enum.Parse<NetworkBackend>(backend),
            Failed = failed,
            FaultContained = faultContained,
            CreateClosedException = static () => new TimeZoneNotFoundException("The worker is closed."),
        });
        host.Start(handler);
        return host;
    }
}
