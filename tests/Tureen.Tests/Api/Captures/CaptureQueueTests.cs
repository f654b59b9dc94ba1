using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Captures;

/// <summary>What waits for the writer is bounded, and what does not fit is counted.</summary>
public sealed class CaptureQueueTests
{
    private static readonly TransportTuple Peer = new(1, TransportProtocol.Udp, NetworkAddress.From(IPAddress.Loopback, 2000));

    [Fact]
    public async Task Packets_beyond_the_bound_are_dropped_and_the_file_says_how_many_and_where()
    {
        var options = new PacketCaptureOptions();
        var queue = new CaptureQueue(options);
        byte[] packet = new byte[1000];
        int fits = CaptureLimits.MaxQueuedBytes / (packet.Length + CaptureLimits.QueuedPacketOverhead);
        for (int i = 0; i < fits + 7; i++)
        {
            queue.HandlePacket(CapturedLayer.Wire, isSent: false, Peer, packet);
        }

        Assert.Equal(7, queue.Dropped);
        Assert.True(queue.Reader.TryRead(out CapturedPacket first));
        queue.Free(first);
        queue.HandlePacket(CapturedLayer.Wire, isSent: true, Peer, packet);
        queue.HandleEnd();
        PcapngReader file = await WriteAsync(queue, options);

        Assert.Equal(fits, file.Packets.Count);
        Assert.Equal(7u, file.Packets[^1].DroppedBefore);
        Assert.All(file.Packets.SkipLast(1), static one => Assert.Equal(0u, one.DroppedBefore));
        Assert.Equal(7u, file.Dropped);
    }

    [Fact]
    public async Task A_full_file_ends_the_capture()
    {
        var options = new PacketCaptureOptions { MaxFileLength = CaptureLimits.MinFileLength };
        var queue = new CaptureQueue(options);
        for (int i = 0; i < 20; i++)
        {
            queue.HandlePacket(CapturedLayer.Wire, isSent: false, Peer, new byte[1000]);
        }

        // It ends by itself: nobody ends the queue.
        PcapngReader file = await WriteAsync(queue, options);

        Assert.Equal(4, file.Packets.Count);
        Assert.Equal(16u, file.Dropped);
        queue.HandlePacket(CapturedLayer.Wire, isSent: false, Peer, new byte[1000]);
        Assert.False(queue.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Packets_are_cut_to_the_wanted_length_and_keep_their_original_one()
    {
        var options = new PacketCaptureOptions { MaxPacketLength = 64 };
        var queue = new CaptureQueue(options);
        queue.HandlePacket(CapturedLayer.Wire, isSent: false, Peer, new byte[1000]);
        queue.HandlePacket(CapturedLayer.Media, isSent: false, Peer, new byte[1000]);
        queue.HandleDtlsKeys("CLIENT_RANDOM");
        queue.HandleEnd();
        PcapngReader file = await WriteAsync(queue, options);

        // Nothing secret unless it was asked for.
        PcapngReader.Packet packet = Assert.Single(file.Packets);
        Assert.Equal(28 + 64, packet.Bytes.Length);
        Assert.Equal(28 + 1000, packet.OriginalLength);
        Assert.Equal(["wire"], file.Interfaces);
        Assert.Empty(file.KeyLogLines);
    }

    private static async Task<PcapngReader> WriteAsync(CaptureQueue queue, PacketCaptureOptions options)
    {
        using var stream = new MemoryStream();
        await new CaptureWriter(queue, stream, options).RunAsync();
        return PcapngReader.Read(stream.ToArray());
    }
}
