using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Net.Tcp;

/// <summary>Connections that a dialer opens on loopback, with the loop turned by hand.</summary>
public sealed class TcpDialerTests : IDisposable
{
    private readonly TcpLoop _loop = new();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void The_first_packet_opens_the_connection_and_arrives_over_it()
    {
        using var dialer = _loop.Dial();
        var tuple = new TransportTuple(dialer.Id, dialer.Protocol, _loop.Listener.LocalAddress);

        _loop.Send(tuple, 40);
        Assert.True(_loop.TurnUntil(() => _loop.ReceivedBytes == 40));

        Assert.Equal(1, dialer.ConnectionCount);
        Assert.Equal(1, _loop.Listener.ConnectionCount);
        _loop.Send(tuple, 7);
        Assert.True(_loop.TurnUntil(() => _loop.ReceivedBytes == 47));
        Assert.Equal(1, dialer.ConnectionCount);
    }

    [Fact]
    public void A_connection_that_is_refused_ends_as_one_that_was_closed()
    {
        using var free = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        NetworkAddress nobody = TcpLoop.AddressOf(free);
        using var dialer = _loop.Dial();

        _loop.Send(new TransportTuple(dialer.Id, dialer.Protocol, nobody), 40);

        Assert.True(_loop.TurnUntil(() => _loop.Closed.Contains(nobody)));
        Assert.Equal(0, dialer.ConnectionCount);
    }

    [Fact]
    public void There_are_only_so_many_connections()
    {
        using var dialer = _loop.Dial();
        for (int i = 0; i < 2 * Tureen.Net.NetLimits.TcpDialedConnections; i++)
        {
            _loop.Send(new TransportTuple(dialer.Id, dialer.Protocol, NetworkAddress.FromIPv4(0x7F000002u + (uint)i, 9)), 10);
        }

        Assert.Equal(Tureen.Net.NetLimits.TcpDialedConnections, dialer.ConnectionCount);
        Assert.True(_loop.Counters.SocketClosedDropped >= Tureen.Net.NetLimits.TcpDialedConnections);
    }
}
