using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Primitives;

public sealed class TransportTupleTests
{
    private static readonly TransportTuple Tuple = Of(1, TransportProtocol.Udp, "10.0.0.1", 5000);

    [Fact]
    public void The_same_socket_and_remote_are_equal_and_hash_alike()
    {
        TransportTuple same = Of(1, TransportProtocol.Udp, "10.0.0.1", 5000);

        Assert.Equal(Tuple, same);
        Assert.Equal(Tuple.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void Any_differing_part_makes_another_tuple()
    {
        Assert.NotEqual(Tuple, Of(2, TransportProtocol.Udp, "10.0.0.1", 5000));
        Assert.NotEqual(Tuple, Of(1, TransportProtocol.Tcp, "10.0.0.1", 5000));
        Assert.NotEqual(Tuple, Of(1, TransportProtocol.Udp, "10.0.0.2", 5000));
        Assert.NotEqual(Tuple, Of(1, TransportProtocol.Udp, "10.0.0.1", 5001));
    }

    [Fact]
    public void An_IPv6_look_alike_is_another_tuple() =>
        Assert.NotEqual(Tuple, Of(1, TransportProtocol.Udp, "::10.0.0.1", 5000));

    [Fact]
    public void An_IPv4_mapped_address_is_the_IPv4_address() =>
        Assert.Equal(Tuple, Of(1, TransportProtocol.Udp, "::ffff:10.0.0.1", 5000));

    private static TransportTuple Of(int socket, TransportProtocol protocol, string address, int port) =>
        new(socket, protocol, NetworkAddress.From(IPAddress.Parse(address), port));
}
