using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Net;

namespace Tureen.Tests.Net;

public sealed class PortAllocatorTests
{
    private static readonly ListenParameters Options = Ports(0, 0);

    private readonly List<int> _tried = [];

    [Fact]
    public void The_range_goes_before_the_port_and_the_port_before_the_workers_range()
    {
        PortAllocator ports = Allocator(new PortRange(5000, 5000));
        Assert.Equal(7000, ports.Open(Ports(PortRange.Choose(new PortRange(7000, 7000), 6000)), PortOf));
        Assert.Equal(6000, ports.Open(Ports(PortRange.Choose(default, 6000)), PortOf));
        Assert.Equal(5000, ports.Open(Ports(PortRange.Choose(default, 0)), PortOf));
    }

    [Fact]
    public void Each_port_is_tried_once_from_a_random_start_on()
    {
        ListenParameters options = Ports(100, 109);
        SocketBindException exhausted = Assert.Throws<SocketBindException>(
            () => Allocator().Open(options, (in o, port) => Refuse(SocketBindError.AddressInUse, o, port)));

        Assert.Equal(SocketBindError.NoPortAvailable, exhausted.Error);
        Assert.Equal(Enumerable.Range(100, 10), _tried.Order());
        for (int i = 1; i < _tried.Count; i++)
        {
            Assert.Equal(_tried[i - 1] == 109 ? 100 : _tried[i - 1] + 1, _tried[i]);
        }
    }

    [Fact]
    public void The_start_differs()
    {
        PortAllocator ports = Allocator(PortAllocator.DefaultWorkerRange);
        HashSet<int> starts = [.. Enumerable.Range(0, 20).Select(_ => ports.Open(Options, PortOf))];
        Assert.True(starts.Count > 10);
    }

    [Theory]
    [InlineData("AddressNotAvailable")]
    [InlineData("TooManyOpenFiles")]
    [InlineData("AccessDenied")]
    public void An_error_that_another_port_does_not_cure_ends_the_search(string name)
    {
        SocketBindError error = Enum.Parse<SocketBindError>(name);
        SocketBindException thrown = Assert.Throws<SocketBindException>(
            () => Allocator().Open(Options, (in o, port) => Refuse(error, o, port)));
        Assert.Equal(error, thrown.Error);
        Assert.Single(_tried);
    }

    [Fact]
    public void A_taken_fixed_port_is_not_replaced_by_another()
    {
        ListenParameters options = Ports(6000, 6000);
        SocketBindException thrown = Assert.Throws<SocketBindException>(
            () => Allocator().Open(options, (in o, port) => Refuse(SocketBindError.AddressInUse, o, port)));
        Assert.Equal(SocketBindError.AddressInUse, thrown.Error);
        Assert.Equal([6000], _tried);
    }

    [Fact]
    public void Port_zero_of_a_range_is_never_tried_and_no_range_at_all_leaves_the_choice_to_the_system()
    {
        ListenParameters options = Ports(0, 3);
        Assert.Throws<SocketBindException>(
            () => Allocator().Open(options, (in o, port) => Refuse(SocketBindError.AddressInUse, o, port)));
        Assert.Equal([1, 2, 3], _tried.Order());
        Assert.Equal(0, Allocator(default(PortRange)).Open(Options, PortOf));
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_is_refused()
    {
        ListenParameters options = Ports(9, 8);
        Assert.Throws<ArgumentException>(() => Allocator().Open(options, PortOf));
    }

    private static PortAllocator Allocator(PortRange? range = null) =>
        new(range ?? new PortRange(10_000, 10_099), new SeededRandomSource(1));

    private static int PortOf(in ListenParameters parameters, int port) => port;

    private static ListenParameters Ports(PortRange range) => Ports(range.Minimum, range.Maximum);

    private static ListenParameters Ports(int minimum, int maximum) =>
        new(IPAddress.Loopback, (ushort)minimum, (ushort)maximum);

    private int Refuse(SocketBindError error, in ListenParameters options, int port)
    {
        _tried.Add(port);
        throw BindFailure.Create(error, options, port, "refused");
    }
}
