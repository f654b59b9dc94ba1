using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Pipes;
using Tureen.Ortc;
using Tureen.Testing.Simulation;
using Tureen.Tests.Simulation.Pipes;

namespace Tureen.Tests.Engine.Transports.Pipes;

/// <summary>One end of a pipe, and another that does what it should not.</summary>
public sealed class PipeControlTests : IDisposable
{
    private readonly PipePairWorld _pair = new(1);

    public PipeControlTests()
    {
        _pair.Step(0);
        _pair.Step(1);
        _pair.Run(1);
        Assert.True(_pair.Near.IsConnected && _pair.Far.IsConnected);
    }

    [Fact]
    public void Numbers_that_nobody_offered_are_answered_once_and_change_nothing()
    {
        foreach (PipeMessageKind kind in new[] { PipeMessageKind.Source, PipeMessageKind.SourceClosed, PipeMessageKind.SinkClosed, PipeMessageKind.Wish })
        {
            Send(new PipeMessage { Kind = kind, Number = 77 });
        }

        _pair.Run(1);

        Assert.Equal(0, _pair.Near.Control.Count);
        Assert.Equal(3, Drops(_pair.Near, DropReason.PipeUnexpected));
        Assert.Equal(1, Drops(_pair.Far, DropReason.PipeUnexpected));
        Assert.Equal((null, null), (_pair.Near.End, _pair.Far.End));
    }

    [Fact]
    public void Nonsense_is_dropped_and_counted()
    {
        SendBytes([(byte)PipeMessageKind.Wish, 1]);
        SendBytes([(byte)PipeMessageKind.Hello]);
        SendBytes([99, 1, 2, 3]);
        SendBytes(new byte[100_000]);
        _pair.Run(1);

        Assert.Equal(2, Drops(_pair.Near, DropReason.PipeMalformed));
        Assert.Null(_pair.Near.End);
    }

    [Fact]
    public void Another_greeting_of_the_same_end_changes_nothing_and_that_of_another_ends_the_pipe()
    {
        SendBytes(Greeting(version: PipeMessage.CurrentVersion, _pair));
        _pair.Run(1);
        Assert.Null(_pair.Near.End);
        Assert.Single(_pair.Near.Server.Events.OfType<PipeConnectedEvent>());

        Send(new PipeMessage { Kind = PipeMessageKind.Hello, Version = PipeMessage.CurrentVersion, Sender = Guid.NewGuid(), Reader = Guid.NewGuid() });
        _pair.Run(1);
        Assert.Equal(PipeCloseReason.Refused, _pair.Near.End);
    }

    [Fact]
    public void An_end_of_another_version_is_refused()
    {
        SendBytes(Greeting(version: PipeMessage.CurrentVersion + 1, _pair));
        _pair.Run(1);
        Assert.Equal(PipeCloseReason.Refused, _pair.Near.End);
    }

    [Fact]
    public void Wishes_beyond_all_layers_are_cut_to_what_there_is()
    {
        ProducerCore producer = _pair.Near.Publish(MediaKind.Video, encodings: 3);
        SimulatedOffer offer = _pair.Near.Offer(producer);
        Send(new PipeMessage { Kind = PipeMessageKind.Wish, Number = offer.Number, SpatialLayer = sbyte.MaxValue, TemporalLayer = sbyte.MaxValue });
        _pair.Run(1);

        Assert.Equal(new ConsumerLayers(2, 0), _pair.Near.Offered[offer.Number].PreferredLayers);
        Send(new PipeMessage { Kind = PipeMessageKind.Wish, Number = offer.Number, SpatialLayer = sbyte.MinValue, TemporalLayer = 3 });
        _pair.Run(1);
        Assert.False(_pair.Near.Offered[offer.Number].IsActive);
    }

    [Fact]
    public void A_flood_of_wishes_ends_with_the_last_one_and_takes_no_memory()
    {
        ProducerCore producer = _pair.Near.Publish(MediaKind.Video);
        SimulatedOffer offer = _pair.Near.Offer(producer);
        for (uint i = 0; i < 30_000; i++)
        {
            Send(new PipeMessage { Kind = PipeMessageKind.Wish, Number = 1000 + i });
            Send(new PipeMessage { Kind = PipeMessageKind.Wish, Number = offer.Number, SpatialLayer = (sbyte)-(i % 2) });
            if (i % 100 == 0)
            {
                _pair.Run(0.05);
            }
        }

        Send(new PipeMessage { Kind = PipeMessageKind.Wish, Number = offer.Number, SpatialLayer = 0 });
        _pair.Run(5);

        Assert.True(_pair.Near.Offered[offer.Number].IsActive);
        Assert.Equal(1, _pair.Near.Control.Count);
        Assert.Equal((null, null), (_pair.Near.End, _pair.Far.End));
    }

    [Fact]
    public void Messages_of_clients_leave_room_for_those_of_the_pipe()
    {
        DataProducerCore producer = _pair.Near.PublishData();
        _pair.Near.CarryUnasked(producer);
        _pair.World.Network.Link(_pair.Near.Server, _pair.Far.Server).Conditions = new LinkConditions { Loss = 1 };
        for (int i = 0; i < 300; i++)
        {
            _pair.Near.Send(producer, new byte[10_000]);
        }

        Assert.InRange(Drops(_pair.Near, DropReason.DataSendBufferFull), 50, 150);
        Assert.True(_pair.Near.Control.TrySend(_pair.World.Now, new PipeMessage { Kind = PipeMessageKind.KeepAlive }, _pair.Near.Server.Sink));
    }

    [Fact]
    public void Random_messages_end_at_most_what_the_pipe_carries()
    {
        var random = new Random(4711);
        ProducerCore[] originals = [.. Enumerable.Range(0, 5).Select(_ => _pair.Near.Publish(MediaKind.Video, encodings: 2))];
        ProducerCore own = _pair.Far.Publish(MediaKind.Audio);
        _pair.Near.Accept(_pair.Far.Offer(own));
        Array.ForEach(originals, producer => _pair.Far.Accept(_pair.Near.Offer(producer)));
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = new byte[random.Next(1, 24)];
            random.NextBytes(bytes);
            bytes[0] = (byte)random.Next(2, 8);
            bytes.AsSpan(1, Math.Min(3, bytes.Length - 1)).Clear();
            if (bytes.Length > 4)
            {
                bytes[4] %= 8;
            }

            SendBytes(bytes);
            _pair.Run(0.002);
        }

        _pair.Run(1);
        Assert.All(originals.Append(own), static producer => Assert.False(producer.IsClosed || producer.IsPaused));
        Assert.Equal((null, null), (_pair.Near.End, _pair.Far.End));
    }

    [Fact]
    public void The_same_number_twice_is_refused()
    {
        ProducerCore producer = _pair.Near.Publish(MediaKind.Audio);
        _pair.Far.Accept(_pair.Near.Offer(producer));
        var entry = new AcceptedMedia(_pair.Far.Control, 1);

        MediasoupException error = Assert.Throws<MediasoupException>(() => entry.Attach(_pair.Far.Publish(MediaKind.Audio)));
        Assert.Equal("the pipe carries number 1 already [transportId:pipe]", error.Message);
    }

    [Fact]
    public void Messages_in_the_clear_are_not_read()
    {
        long before = Drops(_pair.Near, DropReason.UnknownPacketKind);
        byte[] sctp = new byte[64];
        sctp[0] = 0x13;
        sctp[1] = 0x88;
        _pair.Near.Server.Worker.HandleDatagram(
            _pair.World.Now,
            new TransportTuple(_pair.Near.Pipe.SocketIds[0], TransportProtocol.Udp, NetworkAddress.From(System.Net.IPAddress.Parse("10.0.0.2"), _pair.Far.Pipe.Tuple.LocalPort)),
            sctp,
            _pair.Near.Server.Sink);

        Assert.Equal(before + 1, Drops(_pair.Near, DropReason.UnknownPacketKind));
    }

    [Fact]
    public void Nothing_readable_crosses_the_network()
    {
        var seen = new SeenBytes();
        using var pair = new PipePairWorld(1);
        pair.World.Network.Observer = seen;
        pair.RunAll();
        pair.Run(2);

        Assert.True(pair.IsSending);
        Assert.NotEmpty(seen.Datagrams);
        Assert.All(seen.Datagrams, static datagram => Assert.InRange(datagram[0], (byte)128, (byte)191));
    }

    public void Dispose() => _pair.Dispose();

    private static long Drops(PipeNode node, DropReason reason) => node.Server.Worker.Context.Drops[reason];

    private static byte[] Greeting(int version, PipePairWorld pair)
    {
        byte[] bytes = new byte[PipeMessage.MaxLength];
        new PipeMessage { Kind = PipeMessageKind.Hello, Version = (byte)version, Sender = pair.Far.Id, Reader = pair.Near.Id }.Write(bytes);
        return bytes;
    }

    private void Send(in PipeMessage message) => Assert.True(_pair.Far.Control.TrySend(_pair.World.Now, message, _pair.Far.Server.Sink));

    private void SendBytes(byte[] bytes) =>
        Assert.True(_pair.Far.Pipe.Data.TrySendControl(_pair.World.Now, bytes, default, _pair.Far.Server.Sink));

    private sealed class SeenBytes : IDatagramObserver
    {
        public List<byte[]> Datagrams { get; } = [];

        public void Observe(NetworkAddress from, NetworkAddress to, ReadOnlySpan<byte> datagram) => Datagrams.Add(datagram.ToArray());
    }
}
