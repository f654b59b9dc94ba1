using Tureen.Engine.Events;
using Tureen.Ortc;

namespace Tureen.Tests.Api.DataConsumers;

public sealed class DataConsumerTests
{
    private static readonly int[] Subchannels = [0, 1, 1, 1, 2, 65535, 65536, 65537, 100];

    [Fact]
    public async Task L01_What_is_not_overridden_comes_from_the_data_producer()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        var seen = new List<DataConsumer>();
        transport.Observer.OnNewDataConsumer += seen.Add;
        DataConsumer consumer = await transport.ConsumeDataAsync(new DataConsumerOptions
        {
            DataProducerId = producer.Id,
            MaxPacketLifeTime = 4000,
            Subchannels = Subchannels,
            AppData = new() { ["baz"] = "LOL" },
        });

        Assert.Single(seen, consumer);
        Assert.Equal((producer.Id, DataConsumerType.Sctp), (consumer.DataProducerId, consumer.Type));
        AssertStream(consumer.SctpStreamParameters, 0, ordered: false, lifeTime: 4000, retransmits: null);
        Assert.Equal(("foo", "bar"), (consumer.Label, consumer.Protocol));
        Assert.Equal([0, 1, 2, 100, 65535], consumer.Subchannels);
        Assert.Equal("LOL", consumer.AppData["baz"]);
        Assert.False(consumer.Paused || consumer.DataProducerPaused || consumer.Closed);
        RouterDump router = await scene.Router.DumpAsync();
        Assert.Equal([consumer.Id], Assert.Single(router.MapDataProducerIdDataConsumerIds).Values);
        Assert.Equal(new DumpEntry<string, string>(consumer.Id, producer.Id), Assert.Single(router.MapDataConsumerIdDataProducerId));
        Assert.Equal([consumer.Id], (await transport.DumpAsync()).DataConsumerIds);
    }

    [Fact]
    public async Task L02_An_unknown_data_producer_is_not_found()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataProducer producer = await ProduceUnordered(scene);

        await Assert.ThrowsAsync<NotFoundException>(() => transport.ConsumeDataAsync(new() { DataProducerId = "unknown" }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.ConsumeDataAsync(new() { DataProducerId = string.Empty }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.ConsumeDataAsync(null!));
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => transport.ConsumeDataAsync(new() { DataProducerId = producer.Id, MaxRetransmits = 1, MaxPacketLifeTime = 1 }));
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => transport.ConsumeDataAsync(new() { DataProducerId = producer.Id, MaxRetransmits = -1 }));
    }

    [Fact]
    public async Task L03_L04_Order_clears_the_limits_and_dump_and_statistics_describe_the_state()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataConsumer consumer = await transport.ConsumeDataAsync(
            new() { DataProducerId = producer.Id, Ordered = true, MaxPacketLifeTime = 4000 });
        DataConsumerDump dump = await consumer.DumpAsync();

        AssertStream(dump.SctpStreamParameters, 0, ordered: true, lifeTime: null, retransmits: null);
        Assert.Equal((consumer.Id, producer.Id, DataConsumerType.Sctp, "foo", "bar"), (dump.Id, dump.DataProducerId, dump.Type, dump.Label, dump.Protocol));
        Assert.Equal((0, 1024), (dump.BufferedAmount, dump.BufferedAmountLowThreshold));
        Assert.False(dump.Paused || dump.DataProducerPaused);
        Assert.Empty(dump.Subchannels);
        DataConsumerStats stats = Assert.Single(await consumer.GetStatsAsync());
        Assert.Equal(
            ("data-consumer", "foo", "bar", 0, 0, 0),
            (stats.Type, stats.Label, stats.Protocol, stats.MessagesSent, stats.BytesSent, stats.BufferedAmount));
        Assert.Equal(0, await consumer.GetBufferedAmountAsync());
        await consumer.SetBufferedAmountLowThresholdAsync(2048);
        Assert.Equal(2048, (await consumer.DumpAsync()).BufferedAmountLowThreshold);
    }

    [Fact]
    public async Task L05_L06_Subchannels_are_changed()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        DataConsumer consumer = await (await scene.CreateSctpTransportAsync()).ConsumeDataAsync(new() { DataProducerId = producer.Id });
        await consumer.SetSubchannelsAsync([999, 999, 998, 65536]);
        Assert.Equal([0, 998, 999], consumer.Subchannels);
        await consumer.AddSubchannelAsync(5);
        await consumer.AddSubchannelAsync(5);
        Assert.Equal([0, 5, 998, 999], consumer.Subchannels);
        await consumer.RemoveSubchannelAsync(998);
        await consumer.RemoveSubchannelAsync(998);
        Assert.Equal([0, 5, 999], consumer.Subchannels);
        await consumer.SetSubchannelsAsync([]);
        Assert.Empty((await consumer.DumpAsync()).Subchannels);
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SetSubchannelsAsync(null!));
    }

    [Fact]
    public async Task L07_L08_What_comes_from_a_direct_data_producer_is_ordered_unless_limited()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await (await scene.Router.CreateDirectTransportAsync()).ProduceDataAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataConsumer ordered = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        DataConsumer limited = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id, MaxRetransmits = 2 });

        Assert.Equal((DataConsumerType.Sctp, string.Empty, string.Empty), (ordered.Type, ordered.Label, ordered.Protocol));
        AssertStream(ordered.SctpStreamParameters, 0, ordered: true, lifeTime: null, retransmits: null);
        AssertStream(limited.SctpStreamParameters, 1, ordered: false, lifeTime: null, retransmits: 2);
    }

    [Fact]
    public async Task L09_to_L12_On_a_direct_transport_there_is_no_stream()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        DataConsumer consumer = await transport.ConsumeDataAsync(new()
        {
            DataProducerId = producer.Id,
            Paused = true,
            Subchannels = Subchannels,
            Ordered = true,
            MaxRetransmits = 3,
        });
        DataConsumerDump dump = await consumer.DumpAsync();

        Assert.Equal(DataConsumerType.Direct, consumer.Type);
        Assert.Null(consumer.SctpStreamParameters);
        Assert.True(consumer.Paused && dump.Paused);
        Assert.Equal((DataConsumerType.Direct, null, "foo", "bar"), (dump.Type, dump.SctpStreamParameters, dump.Label, dump.Protocol));
        Assert.Equal([0, 1, 2, 100, 65535], dump.Subchannels);
        DataConsumerStats stats = Assert.Single(await consumer.GetStatsAsync());
        Assert.Equal(("data-consumer", 0, 0), (stats.Type, stats.MessagesSent, stats.BytesSent));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SendAsync("foo"));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SendAsync([1]));
        await Assert.ThrowsAsync<MediasoupTypeException>(consumer.GetBufferedAmountAsync);
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SetBufferedAmountLowThresholdAsync(1));
    }

    [Fact]
    public async Task A_message_of_the_applications_own_is_checked_before_it_is_sent()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        WebRtcTransport transport = await scene.Router.CreateWebRtcTransportAsync(new()
        {
            ListenInfos = [new() { Ip = "127.0.0.1" }],
            EnableSctp = true,
            MaxSendMessageSize = 10,
        });
        DataConsumer consumer = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });

        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SendAsync((string)null!));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SendAsync(new string('a', 11)));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SendAsync(new byte[11]));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SetBufferedAmountLowThresholdAsync(-1));
    }

    [Fact]
    public async Task L13_Pause_and_resume_are_raised_once_for_each_change()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        DataConsumer consumer = await (await scene.CreateSctpTransportAsync()).ConsumeDataAsync(new() { DataProducerId = producer.Id });
        var events = new List<string>();
        consumer.Observer.OnPause += () => events.Add("pause");
        consumer.Observer.OnResume += () => events.Add("resume");
        await consumer.PauseAsync();
        Assert.True(consumer.Paused && (await consumer.DumpAsync()).Paused);
        await consumer.ResumeAsync();
        Assert.False(consumer.Paused || (await consumer.DumpAsync()).Paused);
        await Task.WhenAll(
            consumer.PauseAsync(),
            consumer.ResumeAsync(),
            consumer.PauseAsync(),
            consumer.PauseAsync(),
            consumer.PauseAsync(),
            consumer.ResumeAsync());

        Assert.Equal(["pause", "resume", "pause", "resume", "pause", "resume"], events);
    }

    [Fact]
    public async Task L14_The_data_producers_pause_is_raised()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        DataConsumer consumer = await (await scene.CreateSctpTransportAsync()).ConsumeDataAsync(new() { DataProducerId = producer.Id });
        var events = new List<string>();
        consumer.OnDataProducerPause += () => events.Add($"dataproducerpause {consumer.DataProducerPaused}");
        consumer.OnDataProducerResume += () => events.Add($"dataproducerresume {consumer.DataProducerPaused}");
        consumer.Observer.OnPause += () => events.Add("pause");
        consumer.Observer.OnResume += () => events.Add("resume");
        await producer.PauseAsync();
        await producer.PauseAsync();
        await producer.ResumeAsync();
        await scene.SettleAsync();

        Assert.Equal(["dataproducerpause True", "pause", "dataproducerresume False", "resume"], events);
    }

    [Fact]
    public async Task L15_L16_A_closed_one_is_gone_and_its_stream_is_free()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataConsumer consumer = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        int closed = 0;
        consumer.Observer.OnClose += () => closed++;
        consumer.Close();
        consumer.Close();
        await scene.SettleAsync();

        Assert.True(consumer.Closed);
        Assert.Equal(1, closed);
        Assert.Empty((await transport.DumpAsync()).DataConsumerIds);
        Assert.Empty((await scene.Router.DumpAsync()).MapDataConsumerIdDataProducerId);
        Func<Task>[] calls =
        [
            consumer.DumpAsync, consumer.GetStatsAsync, consumer.PauseAsync, consumer.ResumeAsync, consumer.GetBufferedAmountAsync,
            () => consumer.SendAsync("x"), () => consumer.SetSubchannelsAsync([1]), () => consumer.AddSubchannelAsync(1),
            () => consumer.RemoveSubchannelAsync(1), () => consumer.SetBufferedAmountLowThresholdAsync(1),
        ];
        foreach (Func<Task> call in calls)
        {
            await Assert.ThrowsAsync<NotFoundException>(call);
        }
    }

    [Fact]
    public async Task L17_L18_The_end_of_data_producer_and_transport_is_raised()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataProducer other = await transport.ProduceDataAsync(Scene.DataOptions(1));
        DataConsumer[] consumers =
        [
            await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id }),
            await transport.ConsumeDataAsync(new() { DataProducerId = other.Id }),
        ];
        var events = new List<string>();
        foreach (DataConsumer consumer in consumers)
        {
            consumer.OnDataProducerClose += () => events.Add("dataproducerclose");
            consumer.OnTransportClose += () => events.Add("transportclose");
            consumer.Observer.OnClose += () => events.Add("close");
        }

        producer.Close();
        await scene.SettleAsync();
        Assert.Equal(["dataproducerclose", "close"], events);
        transport.Close();
        await scene.SettleAsync();
        Assert.Equal(["dataproducerclose", "close", "transportclose", "close"], events);
        Assert.All(consumers, consumer => Assert.True(consumer.Closed));
    }

    [Fact]
    public async Task What_the_association_reports_becomes_events()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await ProduceUnordered(scene);
        DataConsumer consumer = await (await scene.CreateSctpTransportAsync()).ConsumeDataAsync(new() { DataProducerId = producer.Id });
        var events = new List<string>();
        consumer.OnSctpSendBufferFull += () => events.Add("sctpsendbufferfull");
        consumer.OnBufferedAmountLow += amount => events.Add($"bufferedamountlow {amount}");
        await scene.EmitAsync(
            new DataConsumerSendBufferFullEvent(consumer.Id), new DataConsumerBufferedAmountLowEvent(consumer.Id, 1000));

        Assert.Equal(["sctpsendbufferfull", "bufferedamountlow 1000"], events);
    }

    private static async Task<DataProducer> ProduceUnordered(Scene scene) =>
        await (await scene.CreateSctpTransportAsync()).ProduceDataAsync(new DataProducerOptions
        {
            SctpStreamParameters = new() { StreamId = 12345, Ordered = false, MaxPacketLifeTime = 5000 },
            Label = "foo",
            Protocol = "bar",
        });

    private static void AssertStream(SctpStreamParameters? stream, int id, bool ordered, int? lifeTime, int? retransmits) => Assert.Equal(
        (id, ordered, lifeTime, retransmits),
        (stream!.StreamId, stream.Ordered, stream.MaxPacketLifeTime, stream.MaxRetransmits));
}
