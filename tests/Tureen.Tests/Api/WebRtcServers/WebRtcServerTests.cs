using System.Net;
using System.Net.Sockets;
using Tureen.Ortc;

namespace Tureen.Tests.Api.WebRtcServers;

public sealed class WebRtcServerTests
{
    private static readonly TransportListenInfo Udp = new() { Protocol = TransportProtocol.Udp, Ip = "127.0.0.1" };
    private static readonly TransportListenInfo Tcp = new() { Protocol = TransportProtocol.Tcp, Ip = "127.0.0.1" };

    [Fact]
    public async Task C1_to_C3_a_server_listens_and_is_seen()
    {
        await using Scene scene = await Scene.CreateAsync();
        List<WebRtcServer> made = [];
        scene.Worker.Observer.OnNewWebRtcServer += made.Add;
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(new()
        {
            ListenInfos = [Udp with { AnnouncedAddress = "foo.bar.org" }, Tcp with { AnnouncedAddress = "foo.bar.org" }],
            AppData = new() { ["foo"] = 1 },
        });
        await scene.SettleAsync();
        Assert.Equal([server], made);
        Assert.False(server.Closed);
        Assert.Equal(1, server.AppData["foo"]);
        WebRtcServerDump dump = await server.DumpAsync();
        Assert.Equal(server.Id, dump.Id);
        Assert.Equal("127.0.0.1", Assert.Single(dump.UdpSockets).Ip);
        Assert.InRange(Assert.Single(dump.TcpServers).Port, 1, 65535);
        Assert.Empty(dump.WebRtcTransportIds);
        Assert.Empty(dump.LocalIceUsernameFragments);
        WorkerDump worker = await scene.Worker.DumpAsync();
        Assert.Equal([server.Id], worker.WebRtcServerIds);
        Assert.Contains(server.Id, worker.ChannelMessageHandlers.ChannelRequestHandlers);
        scene.Worker.Close();
        Assert.True(server.Closed);
    }

    [Fact]
    public async Task C4_and_C5_wrong_options_and_ports_in_use_are_refused()
    {
        await using Scene scene = await Scene.CreateAsync();
        await using Scene other = await Scene.CreateAsync();
        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = null! }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [] }));
        await Assert.ThrowsAnyAsync<MediasoupException>(() => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [null!] }));
        await Assert.ThrowsAnyAsync<MediasoupException>(
            () => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp with { Ip = "1.2.3.4" }] }));
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp, Tcp] });
        WebRtcServerDump dump = await server.DumpAsync();
        foreach (TransportListenInfo taken in new[] { Udp with { Port = dump.UdpSockets[0].Port }, Tcp with { Port = dump.TcpServers[0].Port } })
        {
            await Assert.ThrowsAnyAsync<MediasoupException>(() => other.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [taken] }));
            await Assert.ThrowsAnyAsync<MediasoupException>(() => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp, taken] }));
        }

        // What was bound before the failure is free again.
        Assert.Single((await scene.Worker.DumpAsync()).WebRtcServerIds);
    }

    [Fact]
    public async Task C6_to_C8_a_server_closes_by_itself_and_with_its_worker()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp] });
        int port = (await server.DumpAsync()).UdpSockets[0].Port;
        int closes = 0;
        server.Observer.OnClose += () => closes++;
        server.Close();
        server.Close();
        await scene.SettleAsync();
        Assert.Equal(1, closes);
        await Assert.ThrowsAsync<NotFoundException>(() => server.DumpAsync());
        WebRtcServer again = await scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp with { Port = port }] });
        List<string> raised = [];
        again.OnWorkerClose += () => raised.Add("workerclose");
        again.Observer.OnClose += () => raised.Add("close");
        scene.Worker.Close();
        await scene.SettleAsync();
        Assert.Equal(["workerclose", "close"], raised);
        await Assert.ThrowsAsync<WorkerClosedException>(() => again.DumpAsync());
        await Assert.ThrowsAsync<WorkerClosedException>(() => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp] }));
    }

    [Fact]
    public async Task C9_a_transport_uses_the_ports_of_the_server()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(
            new() { ListenInfos = [Udp, Tcp with { AnnouncedAddress = "media1.foo.org", ExposeInternalIp = true }] });
        List<WebRtcTransport> handled = [];
        List<WebRtcTransport> unhandled = [];
        server.Observer.OnWebRtcTransportHandled += handled.Add;
        server.Observer.OnWebRtcTransportUnhandled += unhandled.Add;
        WebRtcTransport transport = await scene.Router.CreateWebRtcTransportAsync(new() { WebRtcServer = server, EnableUdp = false });
        await scene.SettleAsync();
        Assert.Equal([transport], handled);
        Assert.Equal(["media1.foo.org", "127.0.0.1"], transport.IceCandidates.Select(static one => one.Address));
        Assert.All(transport.IceCandidates, static one => Assert.Equal(
            (TransportProtocol.Tcp, IceCandidateTcpType.Passive), (one.Protocol, one.TcpType)));
        Assert.True(transport.IceCandidates[0].Priority > transport.IceCandidates[1].Priority);
        WebRtcServerDump dump = await server.DumpAsync();
        Assert.Equal([transport.Id], dump.WebRtcTransportIds);
        Assert.Equal(
            (transport.IceParameters.UsernameFragment, transport.Id),
            Assert.Single(dump.LocalIceUsernameFragments) is var one ? (one.LocalIceUsernameFragment, one.WebRtcTransportId) : default);
        transport.Close();
        await scene.SettleAsync();
        Assert.Equal([transport], unhandled);
        dump = await server.DumpAsync();
        Assert.Empty(dump.WebRtcTransportIds);
        Assert.Empty(dump.LocalIceUsernameFragments);
    }

    [Fact]
    public async Task C10_closing_the_server_closes_its_transports()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp] });
        WebRtcTransport transport = await scene.Router.CreateWebRtcTransportAsync(new() { WebRtcServer = server });
        await transport.RestartIceAsync();
        Assert.Equal(2, (await server.DumpAsync()).LocalIceUsernameFragments.Count);
        List<string> raised = [];
        transport.OnListenServerClose += () => raised.Add("listenserverclose");
        transport.Observer.OnClose += () => raised.Add("transport");
        server.Observer.OnWebRtcTransportUnhandled += _ => raised.Add("unhandled");
        server.Observer.OnClose += () => raised.Add("server");
        server.Close();
        await scene.SettleAsync();
        Assert.Equal(["listenserverclose", "transport", "unhandled", "server"], raised);
        Assert.True(transport.Closed);
        Assert.Equal((IceState.Closed, DtlsState.Closed, null), (transport.IceState, transport.DtlsState, transport.IceSelectedTuple));
        Assert.Empty((await scene.Worker.DumpAsync()).WebRtcServerIds);
        Assert.Empty((await scene.Router.DumpAsync()).TransportIds);
    }

    [Fact]
    public async Task Wrong_ways_to_use_a_server_are_refused()
    {
        await using Scene scene = await Scene.CreateAsync();
        await using Scene other = await Scene.CreateAsync();
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp] });
        await Assert.ThrowsAsync<MediasoupTypeException>(() => other.Router.CreateWebRtcTransportAsync(new() { WebRtcServer = server }));
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => scene.Router.CreateWebRtcTransportAsync(new() { WebRtcServer = server, EnableUdp = false }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreateWebRtcTransportAsync(
            new() { WebRtcServer = server, ListenInfos = [Udp], ListenIps = [new("127.0.0.1")] }));
        server.Close();
        await Assert.ThrowsAsync<NotFoundException>(() => scene.Router.CreateWebRtcTransportAsync(new() { WebRtcServer = server }));
    }

    [Fact]
    public async Task Garbage_to_the_ports_of_a_server_harms_nothing()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [Udp, Tcp] });
        WebRtcServerDump dump = await server.DumpAsync();
        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var random = new Random(5);
        for (int i = 0; i < 200; i++)
        {
            byte[] datagram = new byte[random.Next(1, 100)];
            random.NextBytes(datagram);
            udp.SendTo(datagram, new IPEndPoint(IPAddress.Loopback, dump.UdpSockets[0].Port));
        }

        using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await tcp.ConnectAsync(new IPEndPoint(IPAddress.Loopback, dump.TcpServers[0].Port), TestContext.Current.CancellationToken);
        tcp.Send([0, 3, 1, 2, 3, 0xFF, 0xFF, 1]);

        // A frame that no packet can have ends the connection.
        Assert.Equal(0, await tcp.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.False(server.Closed || scene.Worker.Died);
        Assert.Equal(dump.UdpSockets, (await server.DumpAsync()).UdpSockets);
    }
}
