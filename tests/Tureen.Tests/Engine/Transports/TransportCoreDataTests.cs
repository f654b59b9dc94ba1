using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;
using Tureen.Engine.Transports;

namespace Tureen.Tests.Engine.Transports;

/// <summary>Between a transport and its SCTP association.</summary>
public sealed class TransportCoreDataTests : IDisposable
{
    private readonly DataTransportScene _transport = DataTransportScene.Create();

    private List<string> Calls => _transport.Recorded.Calls;

    [Fact]
    public void The_association_begins_when_there_is_a_way_and_a_use_for_it()
    {
        _transport.Connect();
        Assert.Empty(Calls);
        Produce(1);
        Assert.Equal(["connect"], Calls);

        DataTransportScene other = DataTransportScene.Create();
        other.ProduceData(DataTransportScene.Now, Options(1), null!);
        Assert.Empty(other.Recorded.Calls);
        other.Connect();
        Assert.Equal(["connect"], other.Recorded.Calls);
        other.Close(DataTransportScene.Now, null!);
    }

    [Fact]
    public void A_message_goes_from_stream_to_streams()
    {
        DataProducerCore producer = Produce(7);
        Consume(producer, 3);
        Consume(producer, 4);
        _transport.Receive(7, 53, [0xAB]);

        Assert.Equal(["threshold 3 1024", "threshold 4 1024", "send 3 53 AB", "send 4 53 AB"], Calls);
        Assert.Equal(1, producer.GetStats(DataTransportScene.Now).MessagesReceived);
    }

    [Fact]
    public void What_belongs_to_nobody_is_dropped_and_counted()
    {
        DataProducerCore producer = Produce(7);
        _transport.Receive(8, 53, [1]);
        _transport.Receive(7, DataChannelPpid.Control, [3]);
        _transport.Receive(7, 53, new byte[101]);

        DropCounters drops = _transport.Engine.Drops;
        Assert.Equal((1, 1, 1), (drops[DropReason.DataNoProducer], drops[DropReason.DataControl], drops[DropReason.DataTooLong]));
        Assert.Equal(0, producer.GetStats(DataTransportScene.Now).MessagesReceived);
    }

    [Fact]
    public void After_the_end_of_the_association_nothing_is_sent()
    {
        DataConsumerCore consumer = Consume(Produce(7), 3);
        Calls.Clear();
        _transport.RaiseState(SctpState.Failed);
        _transport.Receive(7, 53, [1]);

        Assert.Empty(Calls);
        Assert.Equal(SendOutcome.Closed, consumer.Send(DataTransportScene.Now, 53, [1], null!));
        Assert.Equal(SctpState.Failed, _transport.SctpState);
    }

    [Fact]
    public void States_are_raised_with_what_was_negotiated()
    {
        _transport.RaiseState(SctpState.Connecting);
        _transport.Recorded.NegotiatedCapabilities = new SctpNegotiatedCapabilities(100, 200);
        _transport.RaiseState(SctpState.Connected);

        Assert.Equal(
            [
                new SctpStateEvent("transport", SctpState.Connecting, null),
                new SctpStateEvent("transport", SctpState.Connected, new SctpNegotiatedCapabilities(100, 200)),
            ],
            _transport.Engine.Events);
        Assert.Equal(new SctpNegotiatedCapabilities(100, 200), _transport.Dump().SctpNegotiatedCapabilities);
    }

    [Fact]
    public void The_buffered_amount_is_reported_to_the_consumer_of_the_stream()
    {
        DataConsumerCore consumer = Consume(Produce(7), 3);
        _transport.RaiseBufferedAmountLow(3);
        _transport.RaiseBufferedAmountLow(9);

        Assert.Equal([new DataConsumerBufferedAmountLowEvent(consumer.Id, 1003)], _transport.Engine.Events);
        Assert.Equal(1003, consumer.Dump().BufferedAmount);
    }

    [Fact]
    public void Closing_resets_the_stream_and_its_id_is_free()
    {
        DataProducerCore producer = Produce(7);
        DataConsumerCore consumer = Consume(producer, 3);
        Calls.Clear();
        _transport.CloseDataConsumer(DataTransportScene.Now, consumer, null!);
        _transport.CloseDataProducer(DataTransportScene.Now, producer, null!);

        Assert.Equal(["reset 3", "reset 7"], Calls);
        Consume(Produce(7), 3);
    }

    [Fact]
    public void A_stream_that_the_peer_resets_closes_its_consumer_and_is_reset_too()
    {
        DataConsumerCore consumer = Consume(Produce(7), 3);
        Calls.Clear();
        _transport.RaiseStreamReset(9);
        _transport.RaiseStreamReset(3);
        _transport.RaiseStreamReset(3);

        Assert.True(consumer.IsClosed);
        Assert.Equal(["reset 3"], Calls);
        Assert.Equal([new DataConsumerProducerClosedEvent(consumer.Id)], _transport.Engine.Events);
    }

    [Fact]
    public void A_stream_of_a_producer_that_the_peer_resets_is_reset_too_and_stays_the_producers()
    {
        DataProducerCore producer = Produce(7);
        Calls.Clear();
        _transport.RaiseStreamReset(7);
        _transport.Receive(7, 53, [1]);

        Assert.Equal(["reset 7"], Calls);
        Assert.Equal(1, producer.GetStats(DataTransportScene.Now).MessagesReceived);
    }

    [Fact]
    public void A_transport_that_closes_resets_nothing()
    {
        DataProducerCore producer = Produce(7);
        DataConsumerCore consumer = Consume(producer, 3);
        Calls.Clear();
        _transport.Close(DataTransportScene.Now, null!);

        Assert.True(producer.IsClosed && consumer.IsClosed);
        Assert.Empty(Calls);
        Assert.Equal(SctpState.Closed, _transport.SctpState);
        Assert.Throws<InvalidStateException>(() => Produce(8));
    }

    [Fact]
    public void Between_pipes_subchannels_travel_with_the_message()
    {
        DataTransportScene pipe = DataTransportScene.Create(isPipe: true);
        DataProducerCore producer = pipe.ProduceData(DataTransportScene.Now, Options(7), null!);
        DataConsumerCore consumer = pipe.ConsumeData(DataTransportScene.Now, producer.Id, ConsumerOptions(3), null!);
        pipe.Recorded.Calls.Clear();
        byte[] bytes = Convert.FromHexString("A5F09CB3D6E1F28E" + "0001" + "0005" + "0009" + "AB");
        pipe.Receive(7, 53, bytes);
        consumer.SetSubchannels([5]);
        pipe.Receive(7, 53, bytes);
        consumer.SetSubchannels([5, 9]);
        pipe.Receive(7, 53, bytes);

        string sent = "send 3 53 " + Convert.ToHexString(bytes);
        Assert.Equal([sent, sent], pipe.Recorded.Calls);
        pipe.CloseDataConsumer(DataTransportScene.Now, consumer, null!);
        Assert.Equal([sent, sent], pipe.Recorded.Calls);
        pipe.Close(DataTransportScene.Now, null!);
    }

    public void Dispose() => _transport.Close(DataTransportScene.Now, null!);

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

    private DataProducerCore Produce(int streamId) => _transport.ProduceData(DataTransportScene.Now, Options(streamId), null!);

    private DataConsumerCore Consume(DataProducerCore producer, int streamId) =>
        _transport.ConsumeData(DataTransportScene.Now, producer.Id, ConsumerOptions(streamId), null!);
}
