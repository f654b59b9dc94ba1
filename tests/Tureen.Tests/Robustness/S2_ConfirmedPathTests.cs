using System.Net;
using System.Net.Sockets;
using Tureen.Tests.Api;
using Tureen.Tests.Engine.Rtp;

namespace Tureen.Tests.Robustness;

/// <summary>S2a: a plain transport that has to confirm its peer sends nothing to an address that never asked.</summary>
public sealed class S2_ConfirmedPathTests
{
    private const int Packets = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S2a_media_leaves_only_after_a_packet_came_from_there(bool isRtcp)
    {
        // 1. Somebody names an address; whoever is there has asked for nothing.
        await using Scene scene = await Scene.CreateAsync();
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        PlainTransport plain = await scene.Router.CreatePlainTransportAsync(new() { ListenInfo = new() { Ip = "127.0.0.1" } });
        await plain.ConnectAsync(new() { Ip = "127.0.0.1", Port = PortOf(peer), ConfirmRemote = true });
        DirectTransport direct = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await direct.ProduceAsync(Scene.AudioOptions());
        await plain.ConsumeAsync(new() { ProducerId = producer.Id, RtpCapabilities = scene.PeerCapabilities() });

        // 2. A packet from elsewhere changes nothing.
        await stranger.SendAsync(Packet(isRtcp), new IPEndPoint(IPAddress.Loopback, plain.Tuple.LocalPort), TestContext.Current.CancellationToken);
        Send(producer, 0);
        Assert.Equal(0, await BytesSentAsync(plain));

        // 3. One from there does.
        await peer.SendAsync(Packet(isRtcp), new IPEndPoint(IPAddress.Loopback, plain.Tuple.LocalPort), TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(Patience);
        for (int round = 1; await BytesSentAsync(plain) == 0; round++)
        {
            patience.Token.ThrowIfCancellationRequested();
            Send(producer, round);
        }

        Assert.NotEmpty((await peer.ReceiveAsync(patience.Token)).Buffer);
        Assert.Equal(0, stranger.Available);
    }

    private static void Send(Producer producer, int round)
    {
        for (int index = 0; index < Packets; index++)
        {
            int number = (round * Packets) + index;
            producer.Send(RtpBytes.Packet(111, (ushort)number, (uint)number * 960u, 11111111, payload: 20));
        }
    }

    private static byte[] Packet(bool isRtcp) => isRtcp ? HostileBytes.EmptyReport() : RtpBytes.Packet(111, 1, 1, 5, payload: 20);

    private static async Task<long> BytesSentAsync(PlainTransport transport) => (await transport.GetStatsAsync())[0].BytesSent;

    private static int PortOf(UdpClient client) => ((IPEndPoint)client.Client.LocalEndPoint!).Port;
}
