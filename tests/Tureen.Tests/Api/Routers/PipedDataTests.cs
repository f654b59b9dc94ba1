namespace Tureen.Tests.Api.Routers;

/// <summary>Data producers that are piped to a router of another worker.</summary>
public sealed class PipedDataTests
{
    [Fact]
    public async Task H16_A_data_producer_is_piped_with_its_parameters()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        DataProducer data = await scene.ProduceDataAsync();

        PipeToRouterResult pipe = await scene.PipeAsync(data);

        Assert.Equal(2, (await scene.Local.DumpAsync()).TransportIds.Count);
        Assert.Equal(2, (await scene.Remote.DumpAsync()).TransportIds.Count);
        DataConsumer consumer = pipe.PipeDataConsumer!;
        Assert.Equal((data.Id, DataConsumerType.Sctp, "foo", "bar"), (consumer.DataProducerId, consumer.Type, consumer.Label, consumer.Protocol));
        Assert.Equal(
            (false, 5000, null),
            (consumer.SctpStreamParameters!.Ordered, consumer.SctpStreamParameters.MaxPacketLifeTime, consumer.SctpStreamParameters.MaxRetransmits));
        DataProducer piped = pipe.PipeDataProducer!;
        Assert.Equal((data.Id, DataProducerType.Sctp, "foo", "bar"), (piped.Id, piped.Type, piped.Label, piped.Protocol));
        Assert.Equal(
            (consumer.SctpStreamParameters.StreamId, false, 5000),
            (piped.SctpStreamParameters!.StreamId, piped.SctpStreamParameters.Ordered, piped.SctpStreamParameters.MaxPacketLifeTime));
    }

    [Fact]
    public async Task H17_A_piped_data_producer_is_consumed_like_any_other()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        DataProducer data = await scene.ProduceDataAsync();
        await scene.PipeAsync(data);

        DataConsumer consumer = await scene.Receiver.ConsumeDataAsync(new() { DataProducerId = data.Id });

        Assert.Equal((data.Id, DataConsumerType.Sctp, "foo", "bar"), (consumer.DataProducerId, consumer.Type, consumer.Label, consumer.Protocol));
        Assert.Equal(
            (false, 5000, null),
            (consumer.SctpStreamParameters!.Ordered, consumer.SctpStreamParameters.MaxPacketLifeTime, consumer.SctpStreamParameters.MaxRetransmits));
    }

    [Fact]
    public async Task H18_Subchannels_cross_and_filter_on_both_sides()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        (DataProducer producer, DataConsumer pipe) = await PipeFromProgramAsync(scene);
        List<string?> heard = [];
        (await ConsumeByProgramAsync(scene, producer, 123, 666, 777)).OnMessage += message => heard.Add(message.Text);

        producer.Send("hello1", subchannels: [123, 124], requiredSubchannel: 666);
        await scene.SettleUntilAsync(() => heard.Count == 1);
        await pipe.SetSubchannelsAsync([123, 124, 666]);
        producer.Send("hello2", subchannels: [123], requiredSubchannel: 666);
        producer.Send("hello3", subchannels: [124], requiredSubchannel: 666);
        producer.Send("hello4", subchannels: [125], requiredSubchannel: 666);
        producer.Send("hello5", subchannels: [123], ignoredSubchannel: 666);
        producer.Send("hello6", requiredSubchannel: 123, ignoredSubchannel: 777);
        producer.Send("bye");
        await scene.SettleUntilAsync(() => heard.Contains("bye"));

        Assert.Equal(["hello1", "hello2", "bye"], heard);
    }

    [Fact]
    public async Task H19_What_is_ignored_is_ignored_by_the_last_consumer_alone()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        (DataProducer producer, DataConsumer pipe) = await PipeFromProgramAsync(scene);
        List<string?> first = [];
        List<string?> second = [];
        (await ConsumeByProgramAsync(scene, producer, 111)).OnMessage += message => first.Add(message.Text);
        (await ConsumeByProgramAsync(scene, producer, 222)).OnMessage += message => second.Add(message.Text);
        await pipe.SetSubchannelsAsync([111, 222]);

        producer.Send("hello", ignoredSubchannel: 111);
        producer.Send("bye");
        await scene.SettleUntilAsync(() => first.Contains("bye") && second.Contains("bye"));

        Assert.Equal(["bye"], first);
        Assert.Equal(["hello", "bye"], second);
    }

    [Fact]
    public async Task H20_The_end_reaches_the_data_consumers_of_the_other_router()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        DataProducer data = await scene.ProduceDataAsync();
        PipeToRouterResult pipe = await scene.PipeAsync(data);
        DataConsumer consumer = await scene.Receiver.ConsumeDataAsync(new() { DataProducerId = data.Id });
        bool isRaised = false;
        consumer.OnDataProducerClose += () => isRaised = true;

        data.Close();
        await scene.SettleUntilAsync(() => isRaised);

        Assert.True(pipe.PipeDataProducer!.Closed && consumer.Closed);
        await Assert.ThrowsAsync<NotFoundException>(consumer.DumpAsync);
    }

    private static async Task<(DataProducer Producer, DataConsumer Pipe)> PipeFromProgramAsync(PipeScene scene)
    {
        DataProducer producer = await (await scene.Local.CreateDirectTransportAsync()).ProduceDataAsync();
        return (producer, (await scene.PipeAsync(producer)).PipeDataConsumer!);
    }

    private static async Task<DataConsumer> ConsumeByProgramAsync(PipeScene scene, DataProducer producer, params int[] subchannels) =>
        await (await scene.Remote.CreateDirectTransportAsync()).ConsumeDataAsync(
            new() { DataProducerId = producer.Id, Subchannels = subchannels });
}
