using Tureen.Client;
using Tureen.Client.Testing;

namespace Tureen.Tests.Client.Data;

public sealed class DataChannelTests
{
    [Fact]
    public async Task R072_A_data_producer_closes_its_channel()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.DataProducer dataProducer = await call.Send.ProduceDataAsync();
        List<string> raised = [];
        dataProducer.OnClose += () => raised.Add("close");
        dataProducer.Observer.OnClose += () => raised.Add("observer");

        dataProducer.Close();
        dataProducer.Close();

        Assert.True(dataProducer.Closed);
        Assert.Equal(DataChannelState.Closed, dataProducer.ReadyState);
        Assert.Equal(["observer"], raised);
        Assert.Throws<InvalidStateException>(() => dataProducer.Send("late"));
    }

    [Fact]
    public async Task R073_A_data_consumer_closes_its_channel()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.DataConsumer dataConsumer = await call.Recv.ConsumeDataAsync(FakeParameters.DataConsumerOptions());

        dataConsumer.Close();
        dataConsumer.Close();

        Assert.True(dataConsumer.Closed);
        Assert.Equal(DataChannelState.Closed, dataConsumer.ReadyState);
    }

    [Fact]
    public async Task A_data_producer_sends_what_it_is_given_and_raises_what_happens()
    {
        var handler = new ChannelHandlerFactory();
        Tureen.Client.DataProducer dataProducer = await handler.ProduceDataAsync();
        FakeDataChannel channel = handler.Channel!;
        List<string> raised = [];
        dataProducer.OnOpen += () => raised.Add("open");
        dataProducer.OnError += error => raised.Add(error.Message);
        dataProducer.OnBufferedAmountLow += () => raised.Add("low");
        dataProducer.OnClose += () => raised.Add("close");

        Assert.Throws<InvalidStateException>(() => dataProducer.Send("early"));
        channel.Open();
        dataProducer.BufferedAmountLowThreshold = 2;
        dataProducer.Send("text");
        dataProducer.Send([1, 2, 3]);
        Assert.Equal(7, dataProducer.BufferedAmount);
        channel.Drain();
        channel.Fail(new InvalidOperationException("broken"));
        channel.Receive(new DataMessage("nobody listens"));
        channel.Close();

        Assert.Equal(["open", "low", "broken", "close"], raised);
        Assert.Equal(["text", "\u0001\u0002\u0003"], channel.Sent.Select(message => message.Text));
        Assert.True(dataProducer.Closed);
    }

    [Fact]
    public async Task A_data_consumer_raises_what_comes()
    {
        var handler = new ChannelHandlerFactory();
        Tureen.Client.DataConsumer dataConsumer = await handler.ConsumeDataAsync();
        List<string> raised = [];
        dataConsumer.OnOpen += () => raised.Add("open");
        dataConsumer.OnMessage += message => raised.Add(message.IsText ? message.Text : $"{message.Bytes.Length} bytes");
        dataConsumer.OnClose += () => raised.Add("close");

        handler.Channel!.Open();
        handler.Channel.Receive(new DataMessage("hello"));
        handler.Channel.Receive(new DataMessage(new byte[] { 1, 2 }));
        handler.Channel.Close();
        handler.Channel.Receive(new DataMessage("late"));

        Assert.Equal(["open", "hello", "2 bytes", "close"], raised);
        Assert.True(dataConsumer.Closed);
    }
}
