using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;

namespace Tureen.Tests.Net.Loop;

public sealed class UdpSendBatchTests : IDisposable
{
    private static readonly TransportTuple Tuple =
        new(1, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x7F000001, 9));

    private readonly SocketTable _sockets = new();
    private readonly NetCounters _counters = new();
    private readonly RecordingSocket _socket = new(1);
    private readonly UdpSendBatch _batch;

    public UdpSendBatchTests()
    {
        _sockets.Add(_socket);
        _batch = new UdpSendBatch(_sockets, _counters, capacity: 4, arenaLength: 256);
    }

    public void Dispose() => _batch.Dispose();

    [Fact]
    public void Nothing_leaves_before_the_flush()
    {
        Send(1, 10);
        Assert.Empty(_socket.Packets);
        _batch.Flush();
        Assert.Equal([(1, 10)], _socket.Packets);
        _batch.Flush();
        Assert.Single(_socket.Packets);
    }

    [Fact]
    public void A_batch_full_of_packets_leaves_by_itself()
    {
        for (byte i = 0; i < 5; i++)
        {
            Send(i, 10);
        }

        Assert.Equal(4, _socket.Packets.Count);
        Assert.Equal(1, _batch.Count);
    }

    [Fact]
    public void A_batch_full_of_bytes_leaves_by_itself()
    {
        Send(1, 200);
        Send(2, 100);
        Assert.Equal([(1, 200)], _socket.Packets);
        _batch.Flush();
        Assert.Equal([(1, 200), (2, 100)], _socket.Packets);
    }

    [Fact]
    public void A_socket_that_throws_loses_its_packets_alone_and_the_batch_is_empty_afterwards()
    {
        using UdpSendBatch batch = new(_sockets, _counters) { Faults = new LoopFaults(_counters, report: null) };
        _sockets.Add(new ThrowingSocket(2));
        foreach (int id in (int[])[2, 1, 2])
        {
            batch.GetSpan(10)[0] = (byte)id;
            batch.Send(Tuple with { SocketId = id }, 10);
        }

        batch.Flush();
        Assert.Equal([(1, 10)], _socket.Packets);
        Assert.Equal((0, 1), (batch.Count, _counters.Faults[FaultKind.Send]));
        batch.Flush();
        Assert.Equal(1, _counters.Faults.Total);
    }

    [Fact]
    public void A_reservation_that_is_not_used_costs_nothing()
    {
        _batch.GetSpan(200);
        _batch.GetSpan(200);
        Send(3, 200);
        Assert.Empty(_socket.Packets);
    }

    [Fact]
    public void Packets_for_a_closed_socket_are_counted_and_the_others_leave()
    {
        _batch.GetSpan(5);
        _batch.Send(Tuple with { SocketId = 2 }, 5);
        Send(1, 10);
        _batch.Flush();
        Assert.Equal([(1, 10)], _socket.Packets);
        Assert.Equal(1, _counters.SocketClosedDropped);
    }

    [Fact]
    public void More_than_was_asked_for_cannot_be_sent()
    {
        _batch.GetSpan(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => _batch.Send(Tuple, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => _batch.GetSpan(257).Length);
    }

    private void Send(byte mark, int length)
    {
        _batch.GetSpan(length).Fill(mark);
        _batch.Send(Tuple, length);
    }
}
