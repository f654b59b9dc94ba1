using System.Net;
using System.Net.Sockets;

namespace Tureen.Tests.Api.Transports;

/// <summary>Two plain transports on one port of a multicast address.</summary>
public sealed class PlainTransportPortTests
{
    [Fact]
    public async Task F06_With_the_flag_two_transports_share_a_multicast_port()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransportOptions options = Options(new TransportSocketFlags { UdpReusePort = true, Ipv6Only = true });

        PlainTransport first = await scene.Router.CreatePlainTransportAsync(options);
        PlainTransport second = await scene.Router.CreatePlainTransportAsync(options);

        Assert.Equal(first.Tuple.LocalPort, second.Tuple.LocalPort);
    }

    [Fact]
    public async Task F07_Without_the_flag_the_second_one_is_refused()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransportOptions options = Options(new TransportSocketFlags());

        await scene.Router.CreatePlainTransportAsync(options);

        await Assert.ThrowsAsync<MediasoupException>(() => scene.Router.CreatePlainTransportAsync(options));
    }

    private static PlainTransportOptions Options(TransportSocketFlags flags)
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
        return new PlainTransportOptions { ListenInfo = new() { Ip = "224.0.0.1", Port = port, Flags = flags } };
    }
}
