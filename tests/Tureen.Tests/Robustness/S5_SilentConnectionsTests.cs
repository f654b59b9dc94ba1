using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Ortc;
using Tureen.Testing.Ice;
using Tureen.Tests.Api;
using Tureen.Tests.Net.Tcp;

namespace Tureen.Tests.Robustness;

/// <summary>Connections that say nothing: they get in nobody's way, whatever address they come from.</summary>
public sealed class S5_SilentConnectionsTests
{
    private const int Silent = 4096;

    [Fact]
    public async Task S5_thousands_of_silent_connections_of_one_address_keep_neither_others_nor_its_own_people_out()
    {
        await using Scene scene = await Scene.CreateAsync();
        (IPEndPoint port, WebRtcTransport transport) = await ListenAsync(scene);

        // 1. Somebody of the attacker's address is in already.
        using Socket early = Connect(port, "127.0.0.2");
        Assert.True(await IsAnsweredAsync(early, transport));

        // 2. The attack: empty frames are no sign of life.
        List<Socket> silent = [];
        for (int i = 0; i < Silent; i++)
        {
            Socket socket = Connect(port, "127.0.0.2");
            socket.Send([0, 0]);
            silent.Add(socket);
        }

        Assert.InRange(scene.Worker.OpenSockets, 1, NetLimits.TcpWaitingPerAddress + 10);

        // 3. Others and people behind the same address get in, and who was in stays.
        using Socket other = Connect(port, "127.0.0.3");
        Assert.True(await IsAnsweredAsync(other, transport));
        using Socket same = Connect(port, "127.0.0.2");
        Assert.True(await IsAnsweredAsync(same, transport));
        Assert.True(await IsAnsweredAsync(early, transport));

        silent.ForEach(static socket => socket.Dispose());
        Assert.False(scene.Worker.Died);
    }

    [Fact]
    public void S5_only_an_authenticated_check_keeps_a_connection_longer_than_a_few_seconds()
    {
        using var loop = new TcpLoop();
        NetworkAddress confirmed = loop.Enter();
        Socket silent = loop.Connect();
        loop.Turn();
        silent.Send([0, 0, 0, 0]);
        loop.Listener.Confirm(confirmed);

        Timestamp now = MonotonicClock.Now;
        loop.HandleDeadlines(now + (NetLimits.TcpAuthenticationTime / 2));
        silent.Send([0, 2, 1, 2]);
        loop.Turn();
        Assert.Equal(2, loop.Listener.ConnectionCount);
        Assert.True(loop.Listener.NextDeadline <= now + NetLimits.TcpAuthenticationTime);
        loop.HandleDeadlines(now + NetLimits.TcpAuthenticationTime);
        Assert.Equal([TcpLoop.AddressOf(silent)], loop.Closed);
        Assert.Equal(1, loop.Counters.TcpUnauthenticated);
        Assert.True(loop.Listener.TryGet(confirmed, out _));
    }

    [Fact]
    public void S5_an_address_with_its_share_displaces_its_own_oldest()
    {
        using var loop = new TcpLoop();
        NetworkAddress other = loop.Enter("127.0.0.3");
        NetworkAddress first = loop.Enter("127.0.0.2");
        for (int i = 1; i < NetLimits.TcpWaitingPerAddress; i++)
        {
            loop.Enter("127.0.0.2");
        }

        Assert.Empty(loop.Closed);
        loop.Enter("127.0.0.2");
        Assert.Equal([first], loop.Closed);
        Assert.Equal(1, loop.Counters.TcpDisplaced);
        Assert.True(loop.Listener.TryGet(other, out _));
    }

    [Fact]
    public void S5_a_full_listener_takes_the_newest_for_the_oldest_that_has_not_authenticated_itself()
    {
        using var loop = new TcpLoop();
        NetworkAddress honest = loop.Enter("127.0.1.1");
        loop.Listener.Confirm(honest);
        NetworkAddress oldest = loop.Enter("127.0.2.1");
        for (int i = 2; i < NetLimits.TcpConnectionsPerListener; i++)
        {
            loop.Enter($"127.0.3.{1 + (i / NetLimits.TcpWaitingPerAddress)}");
        }

        Assert.Equal(NetLimits.TcpConnectionsPerListener, loop.Listener.ConnectionCount);
        Assert.Empty(loop.Closed);
        NetworkAddress newest = loop.Enter("127.0.4.1");
        Assert.Equal([oldest], loop.Closed);
        Assert.True(loop.Listener.TryGet(newest, out _));
        Assert.True(loop.Listener.TryGet(honest, out _));
        Assert.Equal(NetLimits.TcpConnectionsPerListener, loop.Listener.ConnectionCount);
    }

    [Fact]
    public void S5_addresses_of_one_IPv6_subscriber_count_as_one()
    {
        NetworkAddress one = NetworkAddress.From(IPAddress.Parse("2001:db8:1:2::1"), 1000);
        NetworkAddress two = NetworkAddress.From(IPAddress.Parse("2001:db8:1:2:ffff::2"), 2000);
        NetworkAddress three = NetworkAddress.From(IPAddress.Parse("2001:db8:1:3::1"), 1000);
        Assert.Equal(one.Subscriber, two.Subscriber);
        Assert.NotEqual(one.Subscriber, three.Subscriber);
        Assert.NotEqual(
            NetworkAddress.FromIPv4(0x7F000001, 5).Subscriber, NetworkAddress.FromIPv4(0x7F000002, 5).Subscriber);
    }

    private static async Task<(IPEndPoint Port, WebRtcTransport Transport)> ListenAsync(Scene scene)
    {
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(
            new() { ListenInfos = [new() { Protocol = TransportProtocol.Tcp, Ip = "127.0.0.1" }] });
        WebRtcTransport transport = await scene.Router.CreateWebRtcTransportAsync(new() { WebRtcServer = server });
        return (new IPEndPoint(IPAddress.Loopback, (await server.DumpAsync()).TcpServers[0].Port), transport);
    }

    private static Socket Connect(IPEndPoint port, string source)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
        socket.Connect(port);
        return socket;
    }

    private static async Task<bool> IsAnsweredAsync(Socket socket, WebRtcTransport transport)
    {
        byte[] check = new BindingRequest
        {
            RemoteUsernameFragment = transport.IceParameters.UsernameFragment,
            RemotePassword = transport.IceParameters.Password,
        }.ToBytes();
        byte[] frame = [0, 0, .. check];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)check.Length);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        await socket.SendAsync(frame, deadline.Token);
        byte[] answer = new byte[512];
        int length = await socket.ReceiveAsync(answer, deadline.Token);

        // A success response of STUN behind the two bytes of its length.
        return length > 22 && answer[2] == 1 && answer[3] == 1;
    }
}
