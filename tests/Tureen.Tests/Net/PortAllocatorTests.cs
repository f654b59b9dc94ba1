using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Ortc;

namespace Tureen.Tests.Net;

public sealed class PortAllocatorTests
{
    private static readonly ListenParameters Options = Ports(0, 0);

    private readonly List<int> _tried = [];
    private readonly HashSet<int> _taken = [];
    private int _lastId;

    [Fact]
    public void The_range_goes_before_the_port_and_the_port_before_the_workers_range()
    {
        PortAllocator ports = Allocator(new PortRange(5000, 5000));
        Open(ports, Ports(PortRange.Choose(new PortRange(7000, 7000), 6000)));
        Open(ports, Ports(PortRange.Choose(default, 6000)));
        Open(ports, Ports(PortRange.Choose(default, 0)));
        Assert.Equal([7000, 6000, 5000], _tried);
        Assert.Equal(0, ports.LeaseCount);
    }

    [Fact]
    public void Each_port_of_a_range_that_others_hold_is_tried_once()
    {
        _taken.UnionWith(Enumerable.Range(100, 10));
        SocketBindException exhausted = Assert.Throws<SocketBindException>(() => Open(Allocator(), Ports(100, 109)));

        Assert.Equal(SocketBindError.NoPortAvailable, exhausted.Error);
        Assert.Contains("100-109", exhausted.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(100, 10), _tried.Order());
    }

    [Fact]
    public void The_port_is_random()
    {
        PortAllocator ports = Allocator(PortAllocator.DefaultWorkerRange);
        for (int i = 0; i < 20; i++)
        {
            Open(ports, Options);
        }

        Assert.Equal(20, _tried.Distinct().Count());
        Assert.True(_tried.Max() - _tried.Min() > 5000);
    }

    [Theory]
    [InlineData("AddressNotAvailable")]
    [InlineData("TooManyOpenFiles")]
    [InlineData("AccessDenied")]
    public void An_error_that_another_port_does_not_cure_ends_the_search_and_costs_no_port(string name)
    {
        SocketBindError error = Enum.Parse<SocketBindError>(name);
        PortAllocator ports = Allocator(new PortRange(100, 102));
        for (int i = 0; i < 10; i++)
        {
            SocketBindException thrown = Assert.Throws<SocketBindException>(
                () => ports.Open<RecordingSocket>(TransportProtocol.Udp, Options, (in o, port, out refusal) => Refuse(error, port, out refusal)));
            Assert.Equal(error, thrown.Error);
            Assert.Equal(i + 1, _tried.Count);
        }

        _tried.Clear();
        Open(ports, Options);
        Open(ports, Options);
        Open(ports, Options);
        Assert.Equal([100, 101, 102], _tried.Order());
    }

    [Fact]
    public void A_taken_fixed_port_is_not_replaced_by_another()
    {
        _taken.Add(6000);
        SocketBindException thrown = Assert.Throws<SocketBindException>(() => Open(Allocator(), Ports(6000, 6000)));
        Assert.Equal(SocketBindError.AddressInUse, thrown.Error);
        Assert.Equal([6000], _tried);
    }

    [Fact]
    public void Port_zero_of_a_range_is_never_tried_and_no_range_at_all_leaves_the_choice_to_the_system()
    {
        _taken.UnionWith([1, 2, 3]);
        Assert.Throws<SocketBindException>(() => Open(Allocator(), Ports(0, 3)));
        Assert.Equal([1, 2, 3], _tried.Order());
        _tried.Clear();
        Open(Allocator(default(PortRange)), Options);
        Assert.Equal([0], _tried);
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_is_refused() =>
        Assert.Throws<ArgumentException>(() => Open(Allocator(), Ports(9, 8)));

    [Fact]
    public void Protocols_and_addresses_have_ports_of_their_own()
    {
        PortAllocator ports = Allocator(new PortRange(100, 101));
        foreach (TransportProtocol protocol in Enum.GetValues<TransportProtocol>())
        {
            foreach (IPAddress address in (IPAddress[])[IPAddress.Loopback, IPAddress.Any, IPAddress.IPv6Loopback])
            {
                Open(ports, new ListenParameters(address, 0, 0), protocol);
                Open(ports, new ListenParameters(address, 0, 0), protocol);
            }
        }

        Assert.Equal(12, ports.LeaseCount);
        Assert.Equal(12, _tried.Count);
    }

    [Fact]
    public void More_ranges_than_are_kept_lose_no_port()
    {
        PortAllocator ports = Allocator();
        RecordingSocket first = Open(ports, Ports(100, 101));
        for (int i = 0; i < NetLimits.PortSets; i++)
        {
            Open(ports, Ports(1000 + (10 * i), 1009 + (10 * i)));
        }

        // Its set is gone, and so the port that it still holds is found taken.
        _taken.Add(_tried[0]);
        Open(ports, Ports(100, 101));
        Assert.NotEqual(_tried[0], _tried[^1]);
        ports.Release(first.Id);
        Assert.Equal(NetLimits.PortSets + 1, ports.LeaseCount);
    }

    private static PortAllocator Allocator(PortRange? range = null) =>
        new(range ?? new PortRange(10_000, 10_099), new SeededRandomSource(1));

    private static ListenParameters Ports(PortRange range) => Ports(range.Minimum, range.Maximum);

    private static ListenParameters Ports(int minimum, int maximum) =>
        new(IPAddress.Loopback, (ushort)minimum, (ushort)maximum);

    private RecordingSocket Open(PortAllocator ports, ListenParameters parameters, TransportProtocol protocol = TransportProtocol.Udp) =>
        ports.Open<RecordingSocket>(protocol, parameters, (in o, port, out refusal) =>
        {
            if (_taken.Contains(port))
            {
                return Refuse(SocketBindError.AddressInUse, port, out refusal);
            }

            _tried.Add(port);
            refusal = default;
            return new RecordingSocket(++_lastId);
        });

    private RecordingSocket? Refuse(SocketBindError error, int port, out BindRefusal refusal)
    {
        _tried.Add(port);
        refusal = new BindRefusal(error, 98);
        return null;
    }
}
