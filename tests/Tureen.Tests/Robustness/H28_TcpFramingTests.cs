using System.Net;
using System.Net.Sockets;
using Tureen.Ortc;
using Tureen.Tests.Api;

namespace Tureen.Tests.Robustness;

/// <summary>ICE over TCP: bytes that are no frames, frames that never end, connections without number.</summary>
public sealed class H28_TcpFramingTests
{
    private const int Connections = 10_000;
    private const int Held = 200;

    [Fact]
    public async Task H28_wrong_and_endless_frames_end_their_own_connection_alone()
    {
        await using Scene scene = await Scene.CreateAsync();
        IPEndPoint port = await ListenAsync(scene);
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        // 1. A frame longer than any packet ends the connection; empty frames, garbage and half a frame do not.
        using Socket tooLong = await ConnectAsync(port);
        using Socket empty = await ConnectAsync(port);
        using Socket slow = await ConnectAsync(port);
        using Socket halfClosed = await ConnectAsync(port);
        tooLong.Send([0xFF, 0xFF, 1, 2, 3]);
        empty.Send(new byte[4000]);
        empty.Send([0, 4, 9, 9, 9, 9]);
        slow.Send([4]);
        halfClosed.Send([0, 10, 1]);
        halfClosed.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await tooLong.ReceiveAsync(new byte[1], cancellation));
        Assert.Equal(0, await halfClosed.ReceiveAsync(new byte[1], cancellation));

        // 2. The others are still there, and so is the port.
        await scene.SettleAsync();
        Assert.False(empty.Poll(0, SelectMode.SelectRead));
        Assert.False(slow.Poll(0, SelectMode.SelectRead));
        using Socket another = await ConnectAsync(port);
        Assert.False(scene.Worker.Died);
    }

    [Fact]
    public async Task H28_ten_thousand_connections_come_and_go_and_leave_nothing()
    {
        await using Scene scene = await Scene.CreateAsync();
        IPEndPoint port = await ListenAsync(scene);
        Queue<Socket> open = new();
        for (int i = 0; i < Connections; i++)
        {
            Socket socket = await ConnectAsync(port);
            socket.Send([0, 2, 1]);
            open.Enqueue(socket);
            if (open.Count > Held)
            {
                Reset(open.Dequeue());
            }
        }

        while (open.TryDequeue(out Socket? socket))
        {
            Reset(socket);
        }

        int idle = 1;
        Assert.True(
            SpinWait.SpinUntil(() => scene.Worker.OpenSockets <= idle, TimeSpan.FromSeconds(20)),
            $"{scene.Worker.OpenSockets} sockets are left.");
        Assert.False(scene.Worker.Died);
    }

    private static async Task<IPEndPoint> ListenAsync(Scene scene)
    {
        WebRtcServer server = await scene.Worker.CreateWebRtcServerAsync(
            new() { ListenInfos = [new() { Protocol = TransportProtocol.Tcp, Ip = "127.0.0.1" }] });
        return new IPEndPoint(IPAddress.Loopback, (await server.DumpAsync()).TcpServers[0].Port);
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(port, TestContext.Current.CancellationToken);
        return socket;
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}
