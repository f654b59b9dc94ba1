using System.Net;
using System.Net.Sockets;
using Tureen.Tests.Api.Captures;

namespace Tureen.Tests.Api.Transports;

/// <summary>Captures of transports as an application makes them.</summary>
public sealed class PacketCaptureTests
{
    private static readonly byte[] Rtp = [0x80, 111, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 42];

    [Fact]
    public async Task A_capture_to_a_file_has_the_datagrams_with_their_addresses_and_times()
    {
        string path = Path.Combine(Path.GetTempPath(), $"tureen-{Guid.NewGuid()}.pcapng");
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport transport = await CreateTransportAsync(scene);
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        DateTime before = DateTime.UtcNow;
        try
        {
            PacketCapture capture = await transport.StartCaptureAsync(path);
            await ReceiveAsync(transport, peer);
            await capture.StopAsync();
            await capture.StopAsync();
            Assert.Equal(1, capture.PacketsWritten);
            Assert.Equal(0, capture.PacketsDropped);
            Assert.Equal(new FileInfo(path).Length, capture.BytesWritten);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            PcapngReader.Packet packet = Assert.Single(PcapngReader.Read(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).Packets);
            Assert.False(packet.IsSent);
            Assert.Equal(Rtp, packet.Payload);
            Assert.Equal(IPAddress.Loopback.GetAddressBytes(), packet.Source);
            Assert.Equal(((IPEndPoint)peer.Client.LocalEndPoint!).Port, packet.SourcePort);
            Assert.Equal(transport.Tuple.LocalPort, packet.TargetPort);
            Assert.InRange(packet.Time, before.AddSeconds(-1), DateTime.UtcNow.AddSeconds(1));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_second_capture_is_refused_until_the_first_has_ended()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport transport = await CreateTransportAsync(scene);
        PacketCapture first = await transport.StartCaptureAsync(new MemoryStream());
        await Assert.ThrowsAsync<MediasoupException>(() => transport.StartCaptureAsync(new MemoryStream()));
        await first.DisposeAsync();

        await using PacketCapture second = await transport.StartCaptureAsync(new MemoryStream());
        Assert.False(second.Completion.IsCompleted);
    }

    [Fact]
    public async Task Closing_the_transport_or_the_worker_ends_a_capture()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport closed = await CreateTransportAsync(scene);
        PlainTransport left = await CreateTransportAsync(scene);
        PacketCapture first = await closed.StartCaptureAsync(new MemoryStream());
        PacketCapture second = await left.StartCaptureAsync(new MemoryStream());

        closed.Close();
        await first.Completion.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(second.Completion.IsCompleted);

        scene.Worker.Close();
        await second.Completion.WaitAsync(TestContext.Current.CancellationToken);
        await second.StopAsync();
        await Assert.ThrowsAsync<WorkerClosedException>(() => left.StartCaptureAsync(new MemoryStream()));
    }

    [Fact]
    public async Task A_worker_that_dies_ends_a_capture()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport transport = await CreateTransportAsync(scene);
        PacketCapture capture = await transport.StartCaptureAsync(new MemoryStream());

        scene.Worker.Fail(new InvalidOperationException("test"));
        await capture.Completion.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stream_that_fails_ends_the_capture_and_the_transport_lives_on()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport transport = await CreateTransportAsync(scene);
        PacketCapture capture = await transport.StartCaptureAsync(new MemoryStream([], writable: false));
        await Assert.ThrowsAsync<NotSupportedException>(() => capture.Completion);
        await scene.SettleAsync();

        await using PacketCapture next = await transport.StartCaptureAsync(new MemoryStream());
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await ReceiveAsync(transport, peer);
        await next.StopAsync();
        Assert.Equal(1, next.PacketsWritten);
    }

    [Fact]
    public async Task What_cannot_be_captured_is_refused()
    {
        await using Scene scene = await Scene.CreateAsync();
        PlainTransport transport = await CreateTransportAsync(scene);
        DirectTransport direct = await scene.Router.CreateDirectTransportAsync();

        await Assert.ThrowsAsync<UnsupportedException>(() => direct.StartCaptureAsync(new MemoryStream()));
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => transport.StartCaptureAsync(new MemoryStream(), new PacketCaptureOptions { MaxPacketLength = 0 }));
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => transport.StartCaptureAsync(new MemoryStream(), new PacketCaptureOptions { MaxFileLength = 1 }));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => transport.StartCaptureAsync("/no such folder/file.pcapng"));
        transport.Close();
        await Assert.ThrowsAsync<NotFoundException>(() => transport.StartCaptureAsync(new MemoryStream()));
    }

    private static Task<PlainTransport> CreateTransportAsync(Scene scene) => scene.Router.CreatePlainTransportAsync(
        new PlainTransportOptions { ListenInfo = new() { Ip = "127.0.0.1" }, Comedia = true });

    /// <summary>Sends one packet and returns when the transport has it.</summary>
    private static async Task ReceiveAsync(PlainTransport transport, UdpClient peer)
    {
        await peer.SendAsync(Rtp, new IPEndPoint(IPAddress.Loopback, transport.Tuple.LocalPort), TestContext.Current.CancellationToken);
        while ((await transport.GetStatsAsync())[0].BytesReceived == 0)
        {
            await Task.Yield();
        }
    }
}
