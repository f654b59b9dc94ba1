using Tureen.Engine.DataChannels;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Forwarding;

public sealed class DataConsumerCoreTests : IDisposable
{
    private readonly DataScene _scene = new();

    [Theory]
    [InlineData(new int[0], null, null, true)]
    [InlineData(new[] { 1 }, null, null, true)]
    [InlineData(new[] { 9, 2 }, null, null, true)]
    [InlineData(new[] { 9 }, null, null, false)]
    [InlineData(new int[0], 1, null, true)]
    [InlineData(new int[0], 9, null, false)]
    [InlineData(new[] { 9 }, 1, null, false)]
    [InlineData(new[] { 1 }, 9, null, false)]
    [InlineData(new int[0], null, 1, false)]
    [InlineData(new int[0], null, 9, true)]
    [InlineData(new[] { 1 }, 1, 2, false)]
    public void Subchannels_decide_who_gets_a_message(int[] subchannels, int? required, int? ignored, bool isDelivered)
    {
        _scene.Consume(1, 2);

        Assert.Equal(isDelivered ? 1 : 0, Push(subchannels, required, ignored));
    }

    [Theory]
    [InlineData(new[] { 9 }, 9, true)]
    [InlineData(new int[0], null, true)]
    public void A_pipe_without_subchannels_gets_everything(int[] subchannels, int? required, bool isDelivered)
    {
        _scene.CarriesSubchannels = true;
        _scene.Consume();

        Assert.Equal(isDelivered ? 1 : 0, Push(subchannels, required, ignored: null));
    }

    [Fact]
    public void A_pipe_with_subchannels_filters_but_for_the_ignored_one_and_carries_the_rest()
    {
        _scene.CarriesSubchannels = true;
        _scene.Consume(1, 2);

        Assert.Equal(0, Push([9], null, null));
        Assert.Equal(0, Push([1], 9, null));
        Assert.Equal(1, Push([1, 9], 2, 1));
        DataMessage decoded = new SubchannelsCodec().Decode(51, _scene.Sent![0]);
        Assert.Equal([1], decoded.Subchannels.ToArray());
        Assert.Equal(((ushort?)2, (ushort?)1), (decoded.RequiredSubchannel, decoded.IgnoredSubchannel));
        Assert.Equal("x", System.Text.Encoding.UTF8.GetString(decoded.Payload));
    }

    [Fact]
    public void What_is_not_active_gets_nothing_and_the_producer_counts_all_the_same()
    {
        DataConsumerCore consumer = _scene.Consume();
        Assert.Equal(1, _scene.Push("abc"u8));
        consumer.Pause();
        Assert.Equal(0, _scene.Push("abc"u8));
        consumer.Resume();
        _scene.Producer.Pause();
        Assert.Equal(0, _scene.Push("abc"u8));
        _scene.Producer.Resume();
        _scene.IsDataOpen = false;
        Assert.Equal(0, _scene.Push("abc"u8));

        DataProducerStats stats = _scene.Producer.GetStats(_scene.Now);
        Assert.Equal((4, 12), (stats.MessagesReceived, stats.BytesReceived));
        DataConsumerStats sent = consumer.GetStats(_scene.Now);
        Assert.Equal((1, 3, 42), (sent.MessagesSent, sent.BytesSent, sent.BufferedAmount));
    }

    [Fact]
    public void Too_long_a_message_is_dropped()
    {
        _scene.Consume();
        _scene.MaxSendMessageSize = 3;

        Assert.Equal((1, 0), (_scene.Push("abc"u8), _scene.Push("abcd"u8)));
        Assert.Equal(1, _scene.Context.Drops[DropReason.DataTooLong]);
    }

    [Fact]
    public void A_full_buffer_is_raised_at_a_bounded_rate()
    {
        DataConsumerCore consumer = _scene.Consume();
        _scene.Outcome = SendOutcome.BufferFull;
        for (int i = 0; i < 1000; i++)
        {
            _scene.Push("abc"u8);
        }

        Assert.Equal(EngineLimits.SendBufferFullEventBurst, _scene.Context.Events.OfType<DataConsumerSendBufferFullEvent>().Count());
        Assert.Equal(1000, _scene.Context.Drops[DropReason.DataSendBufferFull]);
        Assert.Equal(0, consumer.GetStats(_scene.Now).MessagesSent);
    }

    [Fact]
    public void Unordered_and_reliable_means_reliable_and_each_limit_stands_for_itself()
    {
        _scene.ConsumeOn(new() { StreamId = 1, Ordered = false });
        _scene.Push("a"u8);
        Assert.Equal(new SendParameters(IsUnordered: true), _scene.LastParameters);

        Assert.Equal(
            new SendParameters(IsUnordered: true, MaxRetransmissions: 0),
            _scene.ConsumeOn(new() { StreamId = 2, Ordered = false, MaxRetransmits = 0 }).SendParameters);
        Assert.Equal(
            new SendParameters(IsUnordered: true, Lifetime: TimeSpan.FromMilliseconds(5000)),
            _scene.ConsumeOn(new() { StreamId = 3, Ordered = false, MaxPacketLifeTime = 5000 }).SendParameters);
        Assert.Equal(default, _scene.ConsumeOn(new() { StreamId = 4, Ordered = true, MaxRetransmits = 3 }).SendParameters);
    }

    [Fact]
    public void Closing_the_producer_closes_its_consumers()
    {
        DataConsumerCore[] consumers = [_scene.Consume(), _scene.Consume()];
        _scene.Producer.Close(_scene.Now, null!);

        Assert.All(consumers, consumer => Assert.True(consumer.IsClosed));
        Assert.Empty(_scene.Producer.Consumers);
        Assert.Equal(2, _scene.Context.Events.OfType<DataConsumerProducerClosedEvent>().Count());
        Assert.Equal(0, _scene.Push("abc"u8));
    }

    public void Dispose() => _scene.Dispose();

    private int Push(int[] subchannels, int? required, int? ignored) => _scene.Push(
        "x"u8, subchannels.Select(value => (ushort)value).ToArray(), (ushort?)required, (ushort?)ignored);
}
