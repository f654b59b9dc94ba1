using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Net.Loop;

namespace Tureen.Tests.Net.Loop;

[Collection(nameof(AllocationMeasurement))]
public sealed class EventLoopTests
{
    // So small that it fits the smallest receive buffer of a system even when the loop gets no processor.
    private const int Burst = 40;
    private const int WarmUp = 50 * Burst;

    [Fact]
    public async Task Ten_thousand_forwarded_datagrams_allocate_nothing_on_the_loop_thread()
    {
        LoopbackHandler handler = new();
        await using WorkerHost host = new(new WorkerHostOptions());
        host.Start(handler);
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        using LoopbackPeer peer = new(IPAddress.Loopback);

        // Measured inside the handler, from its first call after the warm-up to its last, so commands do not count.
        long first = 0;
        long last = 0;
        int seen = 0;
        handler.OnDatagram = (Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink) =>
        {
            last = GC.GetAllocatedBytesForCurrentThread();
            first = seen++ == WarmUp ? last : first;
            LoopbackHandler.Echo(now, tuple, datagram, sink);
        };

        Exchange(peer, socket.LocalAddress, bursts: 300);
        Assert.Equal(300 * Burst, seen);
        Assert.Equal(0, last - first);
        Assert.True(host.Counters.SegmentedMessagesSent > 0);
        Assert.True(host.Counters.MessagesSent < host.Counters.DatagramsSent);
    }

    [Fact]
    public async Task The_loop_reports_its_turns_and_its_processor_time()
    {
        WorkerHost host = new(new WorkerHostOptions());
        host.Start(new LoopbackHandler());
        await host.InvokeAsync((_, _) => 0);
        await host.DisposeAsync();
        Assert.True(host.Counters.Turns > 0);
        Assert.True(!OperatingSystem.IsLinux() || host.Counters.CpuTime > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_flood_of_commands_does_not_starve_the_sockets()
    {
        await using WorkerHost host = new(new WorkerHostOptions());
        host.Start(new LoopbackHandler());
        OpenedSocket socket = await OpenedSocket.OpenAsync(host, OpenedSocket.On(IPAddress.Loopback));
        using LoopbackPeer peer = new(IPAddress.Loopback);

        // A command that posts itself again and again never empties the box.
        bool isOver = false;
        void Again(Timestamp now, IDatagramSink sink)
        {
            if (!Volatile.Read(ref isOver))
            {
                host.Post(Again);
            }
        }

        host.Post(Again);
        peer.Send(socket.LocalAddress, 5);
        Assert.Equal([5], peer.Receive());
        Volatile.Write(ref isOver, true);
    }

    private static void Exchange(LoopbackPeer peer, NetworkAddress to, int bursts)
    {
        byte[] packet = new byte[1000];
        byte[] received = new byte[2000];
        SocketAddress remote = new IPEndPoint(to.ToIPAddress(), to.Port).Serialize();
        for (int i = 0; i < bursts; i++)
        {
            for (int j = 0; j < Burst; j++)
            {
                peer.Socket.SendTo(packet, SocketFlags.None, remote);
            }

            for (int j = 0; j < Burst; j++)
            {
                Assert.Equal(packet.Length, peer.Socket.Receive(received));
            }
        }
    }
}
