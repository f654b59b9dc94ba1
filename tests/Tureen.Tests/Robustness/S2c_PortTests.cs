using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Tests.Net;

namespace Tureen.Tests.Robustness;

/// <summary>One client that takes all ports: whoever comes then is refused at once, and what closes can be had again.</summary>
public sealed class S2c_PortTests
{
    private static readonly PortRange Range = new(20_000, 23_999);

    private int _attempts;
    private int _lastId;

    [Fact]
    public void S2c_a_request_costs_one_attempt_however_many_ports_are_taken_and_none_when_all_are()
    {
        var ports = new PortAllocator(Range, new SeededRandomSource(1));
        HashSet<int> given = [];
        List<int> ids = [];
        for (int i = 0; i < 4000; i++)
        {
            ids.Add(Open(ports, (port) => given.Add(port)).Id);
        }

        Assert.Equal(4000, _attempts);
        Assert.Equal(4000, given.Count);
        for (int i = 0; i < 1000; i++)
        {
            SocketBindException exhausted = Assert.Throws<SocketBindException>(() => Open(ports, static _ => true));
            Assert.Equal(SocketBindError.NoPortAvailable, exhausted.Error);
        }

        Assert.Equal(4000, _attempts);
        ports.Release(ids[1234]);
        ports.Release(ids[1234]);
        Open(ports, static _ => true);
        Assert.Throws<SocketBindException>(() => Open(ports, static _ => true));
        Assert.Equal(4001, _attempts);
    }

    [Fact]
    public void S2c_ports_of_other_programs_cost_a_bounded_number_of_attempts_and_are_tried_again_later()
    {
        const int Free = 20_777;
        var ports = new PortAllocator(Range, new SeededRandomSource(2));
        int requests = 0;
        while (!TryOpen(ports, static port => port == Free))
        {
            requests++;
            Assert.Equal(requests * NetLimits.PortTries, _attempts);
            Assert.True(requests <= 4000 / NetLimits.PortTries, "A free port is found after each was tried once.");
        }

        // The others give their ports back: the next request has one.
        for (int i = 0; i < 3999; i++)
        {
            Assert.True(TryOpen(ports, static _ => true), $"request {i} (seed 2)");
        }

        Assert.False(TryOpen(ports, static _ => true));
    }

    [Fact]
    public async Task S2c_sockets_of_the_system_are_given_back_and_taken_ports_are_passed_over()
    {
        await using var host = new WorkerHost(new WorkerHostOptions());
        host.Start(new LoopbackHandler());
        using LoopbackPeer other = new(IPAddress.Loopback);
        ushort taken = other.Address.Port;
        var parameters = new ListenParameters(IPAddress.Loopback, taken, (ushort)(taken + 1));
        if (taken == ushort.MaxValue)
        {
            return;
        }

        for (int i = 0; i < 20; i++)
        {
            OpenedSocket socket = await OpenedSocket.OpenAsync(host, parameters);
            Assert.Equal(taken + 1, socket.LocalAddress.Port);
            SocketBindException exhausted = await Assert.ThrowsAsync<SocketBindException>(() => OpenedSocket.OpenAsync(host, parameters));
            Assert.Equal(SocketBindError.NoPortAvailable, exhausted.Error);
            await host.InvokeAsync((_, _) =>
            {
                host.CloseSocket(socket.SocketId);
                return true;
            });
        }
    }

    private bool TryOpen(PortAllocator ports, Predicate<int> isFree)
    {
        try
        {
            Open(ports, isFree);
            return true;
        }
        catch (SocketBindException exception) when (exception.Error == SocketBindError.NoPortAvailable)
        {
            return false;
        }
    }

    private RecordingSocket Open(PortAllocator ports, Predicate<int> isFree) => ports.Open<RecordingSocket>(
        TransportProtocol.Udp,
        new ListenParameters(IPAddress.Loopback, 0, 0),
        (in _, port, out refusal) =>
        {
            _attempts++;
            refusal = new BindRefusal(SocketBindError.AddressInUse, 98);
            return isFree(port) ? new RecordingSocket(++_lastId) : null;
        });
}
