using Tureen.Engine.DataChannels;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;
using Tureen.Engine.Transports;

namespace Tureen.Tests.Engine.Transports.Data;

/// <summary>Between a transport and its SCTP association, against the association of a peer.</summary>
public sealed class TransportDataTests : IDisposable
{
    private readonly DataTransportScene _scene = new();

    private TransportCore Transport => _scene.Transport;

    private List<string> PeerSaw => _scene.PeerSaw;

    [Fact]
    public void The_association_begins_when_there_is_a_way_and_a_use_for_it()
    {
        _scene.Connect();
        Assert.Equal((SctpState.New, 0), (Transport.Data.SctpState, _scene.Waiting));
        Produce(1);
        Assert.Equal((SctpState.Connecting, 1), (Transport.Data.SctpState, _scene.Waiting));

        using var other = new DataTransportScene();
        other.Transport.ProduceData(DataTransportScene.Now, Options(1), other);
        Assert.Equal((SctpState.New, 0), (other.Transport.Data.SctpState, other.Waiting));
        other.Connect();
        Assert.Equal((SctpState.Connecting, 1), (other.Transport.Data.SctpState, other.Waiting));
    }

    [Fact]
    public void A_message_goes_from_stream_to_streams()
    {
        DataProducerCore producer = ProduceConnected(7);
        Consume(producer, 3);
        Consume(producer, 4);
        _scene.Receive(7, 53, [0xAB]);

        Assert.Equal(["message 3 53 AB", "message 4 53 AB"], PeerSaw);
        Assert.Equal(1, producer.GetStats(DataTransportScene.Now).MessagesReceived);
    }

    [Fact]
    public void What_belongs_to_nobody_is_dropped_and_counted()
    {
        DataProducerCore producer = ProduceConnected(7);
        _scene.Receive(8, 53, [1]);
        _scene.Receive(7, DataChannelPpid.Control, [3]);

        DropCounters drops = _scene.Engine.Drops;
        Assert.Equal((1, 1), (drops[DropReason.DataNoProducer], drops[DropReason.DataControl]));
        Assert.Equal(0, producer.GetStats(DataTransportScene.Now).MessagesReceived);
    }

    [Fact]
    public void A_message_longer_than_the_transport_takes_is_dropped_and_counted()
    {
        DataProducerCore producer = Produce(7);
        Transport.Data.HandleMessage(DataTransportScene.Now, 7, 53, new byte[101], _scene);
        Assert.Equal((1, 0L), (_scene.Engine.Drops[DropReason.DataTooLong], producer.GetStats(DataTransportScene.Now).MessagesReceived));

        Transport.Data.HandleMessage(DataTransportScene.Now, 7, 53, new byte[100], _scene);
        Assert.Equal((1, 1L), (_scene.Engine.Drops[DropReason.DataTooLong], producer.GetStats(DataTransportScene.Now).MessagesReceived));
    }

    [Fact]
    public void After_the_end_of_the_association_nothing_is_sent()
    {
        DataProducerCore producer = ProduceConnected(7);
        DataConsumerCore consumer = Consume(producer, 3);
        _scene.Peer.Close(DataTransportScene.Now, _scene);
        _scene.Pump();
        Transport.Data.HandleMessage(DataTransportScene.Now, 7, 53, [1], _scene);

        Assert.Equal((0, 1L), (_scene.Waiting, producer.GetStats(DataTransportScene.Now).MessagesReceived));
        Assert.Equal(SendOutcome.Closed, consumer.Send(DataTransportScene.Now, 53, [1], _scene));
        Assert.Equal(SctpState.Closed, Transport.Data.SctpState);
    }

    [Fact]
    public void States_are_raised_with_what_was_negotiated()
    {
        ProduceConnected(7);

        SctpNegotiatedCapabilities negotiated = Transport.Dump(Timestamp.Zero).SctpNegotiatedCapabilities!;
        Assert.True(negotiated.NegotiatedMaxOutboundStreams > 0 && negotiated.NegotiatedMaxInboundStreams > 0);
        Assert.Equal(
            [
                new SctpStateEvent("transport", SctpState.Connecting, null),
                new SctpStateEvent("transport", SctpState.Connected, negotiated),
            ],
            _scene.Engine.Events);
    }

    [Fact]
    public void The_buffered_amount_is_reported_to_the_consumer_of_the_stream()
    {
        DataProducerCore producer = ProduceConnected(7);
        DataConsumerCore consumer = Consume(producer, 3);
        DataConsumerCore other = Consume(producer, 4);
        consumer.Send(DataTransportScene.Now, 53, new byte[50_000], _scene);
        Assert.True(consumer.BufferedAmount > 1024);
        Assert.Equal((consumer.BufferedAmount, 0), (consumer.Dump().BufferedAmount, other.BufferedAmount));
        _scene.Engine.Events.Clear();
        _scene.Pump();

        DataConsumerBufferedAmountLowEvent raised = Assert.IsType<DataConsumerBufferedAmountLowEvent>(Assert.Single(_scene.Engine.Events));
        Assert.Equal(consumer.Id, raised.TargetId);
        Assert.InRange(raised.BufferedAmount, 0, 1024);
    }

    [Fact]
    public void Closing_resets_the_stream_and_its_id_is_free()
    {
        DataProducerCore producer = ProduceConnected(7);
        DataConsumerCore consumer = Consume(producer, 3);
        Transport.Data.CloseDataConsumer(DataTransportScene.Now, consumer, _scene);
        _scene.Pump();
        Transport.Data.CloseDataProducer(DataTransportScene.Now, producer, _scene);
        _scene.Pump();

        Assert.Equal(["reset 3", "reset 7"], PeerSaw);
        Consume(Produce(7), 3);
    }

    [Fact]
    public void A_stream_that_the_peer_resets_closes_its_consumer_and_is_reset_too()
    {
        DataConsumerCore consumer = Consume(ProduceConnected(7), 3);
        _scene.Engine.Events.Clear();
        _scene.ReceiveReset(9);
        _scene.ReceiveReset(3);
        _scene.ReceiveReset(3);

        Assert.True(consumer.IsClosed);
        Assert.Equal(["reset 3"], PeerSaw);
        Assert.Equal([new DataConsumerProducerClosedEvent(consumer.Id)], _scene.Engine.Events);
    }

    [Fact]
    public void A_stream_of_a_producer_that_the_peer_resets_is_reset_too_and_stays_the_producers()
    {
        DataProducerCore producer = ProduceConnected(7);
        _scene.ReceiveReset(7);
        _scene.Receive(7, 53, [1]);

        Assert.Equal(["reset 7"], PeerSaw);
        Assert.Equal(1, producer.GetStats(DataTransportScene.Now).MessagesReceived);
    }

    [Fact]
    public void A_transport_that_closes_resets_nothing()
    {
        DataProducerCore producer = ProduceConnected(7);
        DataConsumerCore consumer = Consume(producer, 3);
        Transport.Close(DataTransportScene.Now, _scene);
        _scene.Pump();

        Assert.True(producer.IsClosed && consumer.IsClosed);
        Assert.Empty(PeerSaw);
        Assert.False(_scene.Peer.IsConnected);
        Assert.Equal(SctpState.Closed, Transport.Data.SctpState);
        Assert.Throws<InvalidStateException>(() => Produce(8));
    }

    [Fact]
    public void Between_pipes_subchannels_travel_with_the_message()
    {
        using var pipe = new DataTransportScene(isPipe: true);
        pipe.Connect();
        DataProducerCore producer = pipe.Transport.ProduceData(DataTransportScene.Now, Options(7), pipe);
        DataConsumerCore consumer = pipe.Transport.ConsumeData(DataTransportScene.Now, producer.Id, ConsumerOptions(3), pipe);
        pipe.Pump();
        byte[] bytes = Convert.FromHexString("A5F09CB3D6E1F28E" + "0001" + "0005" + "0009" + "AB");
        pipe.Receive(7, 53, bytes);
        consumer.SetSubchannels([5]);
        pipe.Receive(7, 53, bytes);
        consumer.SetSubchannels([5, 9]);
        pipe.Receive(7, 53, bytes);

        string sent = "message 3 53 " + Convert.ToHexString(bytes);
        Assert.Equal([sent, sent], pipe.PeerSaw);
        pipe.Transport.Data.CloseDataConsumer(DataTransportScene.Now, consumer, pipe);
        pipe.Pump();
        Assert.Equal([sent, sent], pipe.PeerSaw);
    }

    public void Dispose() => _scene.Dispose();

    private static DataProducerCoreOptions Options(int streamId) => new()
    {
        Id = $"producer-{streamId}",
        Type = DataProducerType.Sctp,
        SctpStreamParameters = new() { StreamId = streamId, Ordered = true },
    };

    private static DataConsumerCoreOptions ConsumerOptions(int streamId) => new()
    {
        Id = $"consumer-{streamId}",
        Type = DataConsumerType.Sctp,
        SctpStreamParameters = new() { StreamId = streamId, Ordered = true },
    };

    private DataProducerCore Produce(int streamId) => Transport.ProduceData(DataTransportScene.Now, Options(streamId), _scene);

    /// <summary>A data producer whose association is connected.</summary>
    private DataProducerCore ProduceConnected(int streamId)
    {
        _scene.Connect();
        DataProducerCore producer = Produce(streamId);
        _scene.Pump();
        Assert.True(_scene.Peer.IsConnected);
        return producer;
    }

    private DataConsumerCore Consume(DataProducerCore producer, int streamId) =>
        Transport.ConsumeData(DataTransportScene.Now, producer.Id, ConsumerOptions(streamId), _scene);
}
