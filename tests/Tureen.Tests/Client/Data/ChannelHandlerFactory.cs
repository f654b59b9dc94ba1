using Tureen.Client.Testing;

namespace Tureen.Tests.Client.Data;

/// <summary>A call whose data channel the test holds in its hand.</summary>
internal sealed class ChannelHandlerFactory
{
    public FakeDataChannel? Channel { get; private set; }

    public async Task<Tureen.Client.DataProducer> ProduceDataAsync()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.DataProducer dataProducer = await call.Send.ProduceDataAsync();
        Channel = ((FakeHandler)call.Send.Handler).Channels[0];
        return dataProducer;
    }

    public async Task<Tureen.Client.DataConsumer> ConsumeDataAsync()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.DataConsumer dataConsumer = await call.Recv.ConsumeDataAsync(FakeParameters.DataConsumerOptions());
        Channel = ((FakeHandler)call.Recv.Handler).Channels[0];
        return dataConsumer;
    }
}
