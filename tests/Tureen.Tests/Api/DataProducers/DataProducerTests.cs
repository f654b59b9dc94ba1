using Tureen.Ortc;

namespace Tureen.Tests.Api.DataProducers;

public sealed class DataProducerTests
{
    [Fact]
    public async Task K01_An_ordered_data_producer_is_made()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        var seen = new List<DataProducer>();
        transport.Observer.OnNewDataProducer += seen.Add;
        DataProducer producer = await transport.ProduceDataAsync(Scene.DataOptions(666));

        Assert.Single(seen, producer);
        Assert.Equal(DataProducerType.Sctp, producer.Type);
        AssertStream(producer.SctpStreamParameters, 666, ordered: true, lifeTime: null, retransmits: null);
        Assert.Equal(("foo", "bar"), (producer.Label, producer.Protocol));
        Assert.False(producer.Paused || producer.Closed);
        Assert.Equal(1, producer.AppData["foo"]);
        RouterDump router = await scene.Router.DumpAsync();
        Assert.Equal(producer.Id, Assert.Single(router.MapDataProducerIdDataConsumerIds).Key);
        WebRtcTransportDump dump = await transport.DumpAsync();
        Assert.Equal([producer.Id], dump.DataProducerIds);
        Assert.Equal(new DumpEntry<int, string>(666, producer.Id), Assert.Single(dump.SctpListener!.StreamIdTable));
    }

    [Fact]
    public async Task K02_An_unordered_data_producer_is_made_paused()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataProducer producer = await transport.ProduceDataAsync(new DataProducerOptions
        {
            SctpStreamParameters = new() { StreamId = 777, MaxRetransmits = 3 },
            Paused = true,
        });

        AssertStream(producer.SctpStreamParameters, 777, ordered: false, lifeTime: null, retransmits: 3);
        Assert.True(producer.Paused && (await producer.DumpAsync()).Paused);
    }

    [Fact]
    public async Task K03_K05_Wrong_parameters_are_refused()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataProducerOptions?[] wrong =
        [
            null,
            new(),
            Scene.DataOptions(-1),
            Scene.DataOptions(65535),
            new() { SctpStreamParameters = new() { StreamId = 1, Ordered = true, MaxPacketLifeTime = 4000 } },
            new() { SctpStreamParameters = new() { StreamId = 1, MaxRetransmits = 3, MaxPacketLifeTime = 4000 } },
            Scene.DataOptions(1) with { Label = null! },
            Scene.DataOptions(1) with { Id = string.Empty },
        ];
        foreach (DataProducerOptions? options in wrong)
        {
            await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.ProduceDataAsync(options));
        }

        Assert.Empty((await transport.DumpAsync()).DataProducerIds);
    }

    [Fact]
    public async Task K04_A_stream_or_an_id_is_taken_once()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        await transport.ProduceDataAsync(Scene.DataOptions(666) with { Id = "one" });

        MediasoupException error = await Assert.ThrowsAsync<MediasoupException>(
            () => transport.ProduceDataAsync(Scene.DataOptions(666)));
        Assert.Contains("streamId", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => transport.ProduceDataAsync(Scene.DataOptions(667) with { Id = "one" }));
        WebRtcTransport other = await scene.CreateSctpTransportAsync();
        await Assert.ThrowsAsync<MediasoupException>(() => other.ProduceDataAsync(Scene.DataOptions(667) with { Id = "one" }));
        await other.ProduceDataAsync(Scene.DataOptions(666));
    }

    [Fact]
    public async Task A_transport_without_sctp_carries_no_data()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        DirectTransport direct = await scene.Router.CreateDirectTransportAsync();
        DataProducer producer = await direct.ProduceDataAsync();

        await Assert.ThrowsAsync<MediasoupException>(() => transport.ProduceDataAsync(Scene.DataOptions(1)));
        await Assert.ThrowsAsync<MediasoupException>(
            () => transport.ConsumeDataAsync(new DataConsumerOptions { DataProducerId = producer.Id }));
    }

    [Fact]
    public async Task K06_K07_Dump_and_statistics_describe_its_state()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataProducer producer = await transport.ProduceDataAsync(Scene.DataOptions(666));
        DataProducerDump dump = await producer.DumpAsync();

        Assert.Equal((producer.Id, DataProducerType.Sctp, "foo", "bar", false), (dump.Id, dump.Type, dump.Label, dump.Protocol, dump.Paused));
        AssertStream(dump.SctpStreamParameters, 666, ordered: true, lifeTime: null, retransmits: null);
        DataProducerStats stats = Assert.Single(await producer.GetStatsAsync());
        Assert.Equal(("data-producer", "foo", "bar", 0, 0), (stats.Type, stats.Label, stats.Protocol, stats.MessagesReceived, stats.BytesReceived));
        Assert.True(stats.Timestamp > 0);
    }

    [Fact]
    public async Task K08_K09_Pause_and_resume_are_raised_once_for_each_change_in_order()
    {
        await using Scene scene = await Scene.CreateAsync();
        DataProducer producer = await (await scene.CreateSctpTransportAsync()).ProduceDataAsync(Scene.DataOptions(1));
        var events = new List<string>();
        producer.Observer.OnPause += () => events.Add("pause");
        producer.Observer.OnResume += () => events.Add("resume");
        await producer.PauseAsync();
        Assert.True(producer.Paused && (await producer.DumpAsync()).Paused);
        await producer.ResumeAsync();
        Assert.False(producer.Paused || (await producer.DumpAsync()).Paused);
        await Task.WhenAll(
            producer.PauseAsync(),
            producer.ResumeAsync(),
            producer.PauseAsync(),
            producer.PauseAsync(),
            producer.PauseAsync(),
            producer.ResumeAsync());

        Assert.Equal(["pause", "resume", "pause", "resume", "pause", "resume"], events);
    }

    [Fact]
    public async Task K10_K11_A_closed_one_is_gone()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataProducer producer = await transport.ProduceDataAsync(Scene.DataOptions(1));
        int closed = 0;
        producer.Observer.OnClose += () => closed++;
        producer.Close();
        producer.Close();
        await scene.SettleAsync();

        Assert.True(producer.Closed);
        Assert.Equal(1, closed);
        Assert.Empty((await transport.DumpAsync()).DataProducerIds);
        Assert.Empty((await scene.Router.DumpAsync()).MapDataProducerIdDataConsumerIds);
        await Assert.ThrowsAsync<NotFoundException>(producer.DumpAsync);
        await Assert.ThrowsAsync<NotFoundException>(producer.GetStatsAsync);
        await Assert.ThrowsAsync<NotFoundException>(producer.PauseAsync);
        await Assert.ThrowsAsync<NotFoundException>(producer.ResumeAsync);
        await transport.ProduceDataAsync(Scene.DataOptions(1));
    }

    [Fact]
    public async Task K12_The_end_of_the_transport_is_raised()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        DataProducer producer = await transport.ProduceDataAsync(Scene.DataOptions(1));
        var events = new List<string>();
        producer.OnTransportClose += () => events.Add("transportclose");
        producer.Observer.OnClose += () => events.Add("close");
        transport.Close();
        await scene.SettleAsync();

        Assert.Equal(["transportclose", "close"], events);
        Assert.True(producer.Closed);
    }

    private static void AssertStream(SctpStreamParameters? stream, int id, bool ordered, int? lifeTime, int? retransmits) => Assert.Equal(
        (id, ordered, lifeTime, retransmits),
        (stream!.StreamId, stream.Ordered, stream.MaxPacketLifeTime, stream.MaxRetransmits));
}
