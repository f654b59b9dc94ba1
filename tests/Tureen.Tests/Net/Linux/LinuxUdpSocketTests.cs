using System.Net;
using System.Net.Sockets;
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

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "127.0.0.1")]
    public void A_connected_socket_has_the_address_of_the_first_one_and_takes_only_what_comes_from_its_remote(string local, string remote)
    {
        IDatagramSocket socket = Open(IPAddress.Parse(local));
        using var preferred = new LoopbackPeer(IPAddress.Parse(remote));
        using var other = new LoopbackPeer(IPAddress.Parse(remote));
        IDatagramSocket connected = Connect(socket, preferred.Address);
        Assert.Equal((socket.Id, socket.LocalAddress), (connected.TupleId, connected.LocalAddress));

        Send(socket, preferred.Address, 1, 100);
        _batch.Flush();
        Send(socket, preferred.Address, 2, 100);
        Send(socket, other.Address, 3, 100);
        _batch.Flush();
        EndPoint from = new IPEndPoint(IPAddress.Parse(remote), 0);
        preferred.Socket.ReceiveFrom(new byte[200], ref from);
        Assert.Equal(socket.LocalAddress.Port, ((IPEndPoint)from).Port);
        Assert.Equal(2, preferred.Receive()[0]);
        Assert.Equal(3, other.Receive()[0]);

        NetworkAddress back = NetworkAddress.From(IPAddress.Parse(remote), socket.LocalAddress.Port);
        preferred.Send(back, 4);
        other.Send(back, 5);
        Assert.Equal((4, preferred.Address), Receive(connected));
        Assert.Equal((5, other.Address), Receive(socket));
    }

    [Fact]
    public void Equal_packets_leave_a_connected_socket_as_one_segmented_message()
    {
        IDatagramSocket socket = Open(IPAddress.Loopback);
        Connect(socket, _peer.Address);
        for (byte i = 0; i < 10; i++)
        {
            Send(socket, _peer.Address, i, 1200);
        }

        _batch.Flush();
        Assert.Equal((1, 1, 10), (_counters.SendCalls, _counters.SegmentedMessagesSent, _counters.DatagramsSent));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(i, _peer.Receive()[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_remote_where_nobody_receives_costs_no_packet_that_comes_later(bool isErrorRead)
    {
        IDatagramSocket socket = Open(IPAddress.Loopback);
        var gone = new LoopbackPeer(IPAddress.Loopback);
        NetworkAddress remote = gone.Address;
        IDatagramSocket connected = Connect(socket, remote);
        gone.Dispose();
        Send(socket, remote, 1, 100);
        _batch.Flush();
        if (isErrorRead)
        {
            using var batch = new ReceiveBatch(NetLimits.ReceiveBatch, EngineLimits.MaxDatagramLength);
            Assert.Equal(0, connected.Receive(batch));
        }

        Assert.Equal(isErrorRead, ((LinuxUdpSocket)connected).IsRefused);
        using var again = new Socket(
            AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        { ReceiveTimeout = 10_000 };
        again.Bind(new IPEndPoint(IPAddress.Loopback, remote.Port));
        Send(socket, remote, 2, 100);
        Send(socket, remote, 3, 50);
        _batch.Flush();
        byte[] received = new byte[200];
        Assert.Equal((100, 2), (again.Receive(received), received[0]));
        Assert.Equal((50, 3), (again.Receive(received), received[0]));
        Assert.Equal((3, 0), (_counters.DatagramsSent, _counters.SendFailedDropped));
    }

    [Fact]
    public void Nobody_else_can_take_the_port_of_two_sockets()
    {
        IDatagramSocket socket = Open(IPAddress.Loopback);
        Connect(socket, _peer.Address);
        using var other = new Socket(
            AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        Assert.Throws<SocketException>(() => other.Bind(new IPEndPoint(IPAddress.Loopback, socket.LocalAddress.Port)));
    }

    [Fact]
    public void A_port_that_others_may_share_is_not_connected()
    {
        IDatagramSocket socket = Open(OpenedSocket.On(IPAddress.Loopback) with { ReusePort = true });
        Assert.Null(_poller.TryConnectUdp(_sockets.NextId(), socket, _peer.Address));
    }

    private static (int Mark, NetworkAddress Remote) Receive(IDatagramSocket socket)
    {
        using var batch = new ReceiveBatch(NetLimits.ReceiveBatch, EngineLimits.MaxDatagramLength);
        Assert.Equal(1, socket.Receive(batch));
        return (batch.GetBytes(0)[0], batch.GetRemote(0));
    }

    private IDatagramSocket Connect(IDatagramSocket socket, in NetworkAddress remote)
    {
        IDatagramSocket connected = _poller.TryConnectUdp(_sockets.NextId(), socket, remote)!;
        _sockets.Add(connected);
        return connected;
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
