using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Linux;
using Tureen.Net.Loop;
using Tureen.Ortc;

namespace Tureen.Tests.Net.Linux;

public sealed unsafe class LinuxUdpSocketTests : IDisposable
{
    private readonly NetCounters _counters = new();
    private readonly SocketTable _sockets = new();
    private readonly LinuxSocketPoller _poller;
    private readonly UdpSendBatch _batch;
    private readonly LoopbackPeer _peer = new(IPAddress.Loopback);

    public LinuxUdpSocketTests()
    {
        _poller = new LinuxSocketPoller(_counters);
        _batch = new UdpSendBatch(_sockets, _counters);
    }

    public void Dispose()
    {
        foreach (IDatagramSocket socket in _sockets.TakeAll())
        {
            socket.Dispose();
        }

        _poller.Dispose();
        _batch.Dispose();
        _peer.Dispose();
    }

    [Fact]
    public void The_layouts_are_the_kernels()
    {
        Assert.Equal(64, sizeof(MessageHeader));
        Assert.Equal(16, sizeof(IoVector));
        Assert.Equal(24, sizeof(ControlMessage));
        Assert.Equal(16, sizeof(TimeSpecification));
    }

    [Fact]
    public void Equal_packets_leave_as_one_segmented_message_and_arrive_as_they_were()
    {
        IDatagramSocket socket = Open(IPAddress.Loopback);
        Assert.True(socket.MaxSegmentLength > 0);
        for (byte i = 0; i < 10; i++)
        {
            Send(socket, _peer.Address, i, i == 9 ? 300 : 1200);
        }

        _batch.Flush();
        Assert.Equal(1, _counters.SendCalls);
        Assert.Equal(1, _counters.SegmentedMessagesSent);
        Assert.Equal(10, _counters.DatagramsSent);
        for (byte i = 0; i < 10; i++)
        {
            byte[] received = _peer.Receive();
            Assert.Equal(i == 9 ? 300 : 1200, received.Length);
            Assert.Equal(i, received[0]);
        }
    }

    [Fact]
    public void A_destination_that_is_refused_does_not_lose_the_others()
    {
        IDatagramSocket socket = Open(IPAddress.Loopback);
        Send(socket, _peer.Address, 1, 100);
        Send(socket, NetworkAddress.From(IPAddress.IPv6Loopback, 9), 2, 100);
        Send(socket, NetworkAddress.From(IPAddress.Loopback, 0), 3, 100);
        Send(socket, NetworkAddress.From(IPAddress.Loopback, 0), 3, 100);
        Send(socket, _peer.Address, 4, 50);
        _batch.Flush();

        Assert.Equal(1, _peer.Receive()[0]);
        Assert.Equal(4, _peer.Receive()[0]);
        Assert.Equal(3, _counters.SendFailedDropped);
        Assert.True(socket.MaxSegmentLength > 100 && socket.SegmentRefusals is null, "A bad destination says nothing about segmentation.");
    }

    [Fact]
    public void Packets_that_the_kernel_will_not_segment_leave_one_by_one_and_the_size_is_remembered()
    {
        // More segments than any kernel takes bring the same error as packets wider than the path, which loopback has not.
        const int Count = 200;
        const int Length = 10;
        IDatagramSocket socket = Open(IPAddress.Loopback);
        byte[] bytes = new byte[Count * Length];
        fixed (byte* data = bytes)
        {
            IoVector[] vectors = new IoVector[Count];
            for (int i = 0; i < Count; i++)
            {
                vectors[i] = new IoVector(data + (i * Length), Length);
            }

            socket.Send([new OutgoingMessage(_peer.Address, 0, Count, Length, Count * Length)], vectors);
        }

        Assert.Equal(1, _counters.SegmentationRefused);
        Assert.Equal(Count, _counters.DatagramsSent);
        Assert.True(socket.MaxSegmentLength > Length);
        Assert.Equal(Length - 1, socket.SegmentRefusals!.LimitOf(_peer.Address, 1500));
        Assert.Equal(1500, socket.SegmentRefusals.LimitOf(NetworkAddress.From(IPAddress.Parse("127.0.0.2"), 1), 1500));
        Assert.All(Enumerable.Range(0, Count), _ => Assert.Equal(Length, _peer.Receive().Length));
    }

    [Fact]
    public void A_full_send_buffer_drops_and_never_blocks()
    {
        IDatagramSocket socket = Open(OpenedSocket.On(IPAddress.Loopback) with { SendBufferSize = 4096 });
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < 500; i++)
            {
                Send(socket, _peer.Address, 0, 1000 + (i % 2));
            }

            _batch.Flush();
        }

        Assert.Equal(10_000, _counters.DatagramsSent + _counters.SendBufferFullDropped);
    }

    private IDatagramSocket Open(IPAddress address) => Open(OpenedSocket.On(address));

    private IDatagramSocket Open(ListenParameters options)
    {
        IDatagramSocket socket = _poller.TryOpenUdp(_sockets.NextId(), options, 0, out _)!;
        _sockets.Add(socket);
        return socket;
    }

    private void Send(IDatagramSocket socket, in NetworkAddress remote, byte mark, int length)
    {
        _batch.GetSpan(length).Fill(mark);
        _batch.Send(new TransportTuple(socket.Id, TransportProtocol.Udp, remote), length);
    }
}
