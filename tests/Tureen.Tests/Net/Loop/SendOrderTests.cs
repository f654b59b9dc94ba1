using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;

namespace Tureen.Tests.Net.Loop;

public sealed unsafe class SendOrderTests
{
    private const int Capacity = 256;

    private readonly SendOrder _order = new(Capacity);
    private readonly OutgoingMessage[] _messages = new OutgoingMessage[Capacity];
    private readonly IoVector[] _vectors = new IoVector[Capacity];

    [Fact]
    public void Equal_packets_for_one_destination_make_one_message()
    {
        Add(socket: 1, port: 1, 100, 100, 100);
        Assert.Equal(["1: 100 100 100"], Build());
    }

    [Fact]
    public void A_shorter_packet_ends_a_message_and_a_longer_one_begins_the_next()
    {
        Add(socket: 1, port: 1, 100, 100, 40, 40, 100, 100, 100);
        Assert.Equal(["1: 100 100 40", "1: 40", "1: 100 100 100"], Build());
    }

    [Fact]
    public void Interleaved_destinations_are_put_together_and_keep_their_order()
    {
        for (int i = 0; i < 3; i++)
        {
            Add(socket: 1, port: 1, 100);
            Add(socket: 1, port: 2, 100);
        }

        Add(socket: 1, port: 1, 10);
        Assert.Equal(["1: 100 100 100 10", "2: 100 100 100"], Build());
        Assert.Equal([1, 3, 5, 7, 2, 4, 6], Marks(7));
    }

    [Fact]
    public void Each_socket_has_its_own_messages()
    {
        Add(socket: 5, port: 1, 100);
        Add(socket: 9, port: 1, 100);
        Add(socket: 5, port: 1, 100);
        Assert.Equal(2, _order.SocketCount);
        Assert.Equal(5, _order.GetSocketId(0));
        Assert.Equal(9, _order.GetSocketId(1));
        Assert.Equal(["1: 100 100"], Build(socket: 0));
        Assert.Equal(["1: 100"], Build(socket: 1));
    }

    [Fact]
    public void A_message_has_at_most_64_segments()
    {
        Add(socket: 1, port: 1, [.. Enumerable.Repeat(10, 130)]);
        Assert.Equal(3, _order.Build(0, 1500, refusals: null, _messages, _vectors, out int vectors));
        Assert.Equal([64, 64, 2], _messages.Take(3).Select(m => m.Count));
        Assert.Equal(130, vectors);
    }

    [Fact]
    public void A_message_has_at_most_65507_bytes()
    {
        Add(socket: 1, port: 1, [.. Enumerable.Repeat(1400, 60)]);
        int count = _order.Build(0, 1500, refusals: null, _messages, _vectors, out _);
        Assert.Equal([46, 14], _messages.Take(count).Select(m => m.Count));
        Assert.All(_messages.Take(count), m => Assert.InRange(m.TotalLength, 1, NetLimits.MaxUdpPayload));
    }

    [Fact]
    public void Packets_over_the_segment_limit_and_empty_ones_go_alone()
    {
        Add(socket: 1, port: 1, 200, 200, 100, 0, 0, 100);
        Assert.Equal(["1: 200", "1: 200", "1: 100", "1: 0", "1: 0", "1: 100"], Build(maxSegmentLength: 199));
    }

    [Fact]
    public void Without_segmentation_each_packet_is_a_message()
    {
        Add(socket: 1, port: 1, 100, 100);
        Assert.Equal(["1: 100", "1: 100"], Build(maxSegmentLength: 0));
    }

    [Fact]
    public void Random_traffic_loses_nothing_and_keeps_the_order_of_each_destination()
    {
        SeededRandomSource random = new(7);
        for (int round = 0; round < 50; round++)
        {
            _order.Clear();
            List<(int Socket, int Port, int Mark)> sent = [];
            int packets = random.Next(1, Capacity);
            for (int i = 0; i < packets; i++)
            {
                (int socket, int port) = (random.Next(1, 40), random.Next(1, 5));
                Add(socket, port, random.Next(0, 3) * 100);
                sent.Add((socket, port, _order.PacketCount));
            }

            Assert.True(_order.SocketCount <= 40);
            List<(int Socket, int Port, int Mark)> built = BuildAll();
            Assert.Equal(sent.OrderBy(p => (p.Socket, p.Port)), built.OrderBy(p => (p.Socket, p.Port)));
        }
    }

    // The data pointer is a mark (the packet's number) and never read.
    private void Add(int socket, int port, params int[] lengths)
    {
        foreach (int length in lengths)
        {
            TransportTuple tuple = new(socket, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x7F000001, (ushort)port));
            _order.Add(tuple, (byte*)(_order.PacketCount + 1), length);
        }
    }

    private string[] Build(int socket = 0, int maxSegmentLength = 1500)
    {
        int count = _order.Build(socket, maxSegmentLength, refusals: null, _messages, _vectors, out _);
        return [.. _messages.Take(count).Select(m =>
            $"{m.Remote.Port}: {string.Join(' ', _vectors.Skip(m.First).Take(m.Count).Select(v => v.Length))}")];
    }

    private int[] Marks(int count) => [.. _vectors.Take(count).Select(static v => (int)v.Data)];

    private List<(int Socket, int Port, int Mark)> BuildAll()
    {
        List<(int Socket, int Port, int Mark)> built = [];
        for (int s = 0; s < _order.SocketCount; s++)
        {
            int count = _order.Build(s, 1500, refusals: null, _messages, _vectors, out _);
            foreach (OutgoingMessage message in _messages.Take(count))
            {
                for (int i = 0; i < message.Count; i++)
                {
                    built.Add((_order.GetSocketId(s), message.Remote.Port, (int)_vectors[message.First + i].Data));
                }
            }
        }

        return built;
    }
}
