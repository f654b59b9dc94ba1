using Tureen.Ortc;

namespace Tureen.Tests.Api.Routers;

public sealed class RouterTests
{
    [Fact]
    public async Task D01_A_router_knows_its_codecs_and_is_empty()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        var seen = new List<Router>();
        worker.Observer.OnNewRouter += seen.Add;
        Router router = await worker.CreateRouterAsync(
            new RouterOptions { MediaCodecs = Scene.MediaCodecs(), AppData = new() { ["foo"] = 123 } });

        Assert.Single(seen, router);
        Assert.False(router.Closed);
        Assert.Equal(5, router.RtpCapabilities.Codecs.Count);
        Assert.NotEmpty(router.RtpCapabilities.HeaderExtensions);
        Assert.Equal(123, router.AppData["foo"]);
        router.AppData = new() { ["foo"] = "bar" };
        Assert.Equal("bar", router.AppData["foo"]);
        Assert.Equal([router.Id], (await worker.DumpAsync()).RouterIds);
        RouterDump dump = await router.DumpAsync();
        Assert.Equal(router.Id, dump.Id);
        Assert.Empty(dump.TransportIds);
        Assert.Empty(dump.RtpObserverIds);
        Assert.Empty(dump.MapProducerIdConsumerIds);
        Assert.Empty(dump.MapConsumerIdProducerId);
        Assert.Empty(dump.MapProducerIdObserverIds);
        Assert.Empty(dump.MapDataProducerIdDataConsumerIds);
        Assert.Empty(dump.MapDataConsumerIdDataProducerId);

        worker.Close();
        Assert.True(router.Closed);
    }

    [Fact]
    public async Task D02_Unsupported_codecs_are_refused()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        var codec = new RtpCodecCapability { Kind = MediaKind.Audio, MimeType = "audio/x-aiff", ClockRate = 44100 };

        await Assert.ThrowsAsync<UnsupportedException>(
            () => worker.CreateRouterAsync(new RouterOptions { MediaCodecs = [codec] }));
    }

    [Fact]
    public async Task D03_App_data_that_is_no_object_is_a_type_error()
    {
        await using Scene scene = await Scene.CreateAsync();

        Assert.Throws<MediasoupTypeException>(() => scene.Router.AppData = null!);
    }

    [Fact]
    public async Task D04_A_closed_worker_makes_no_router()
    {
        Worker worker = await Mediasoup.CreateWorkerAsync();
        worker.Close();

        await Assert.ThrowsAsync<WorkerClosedException>(() => worker.CreateRouterAsync());
    }

    [Fact]
    public async Task D05_D06_Capabilities_are_copies_and_can_be_replaced()
    {
        await using Scene scene = await Scene.CreateAsync();
        scene.Router.RtpCapabilities.Codecs.Clear();
        Assert.Equal(5, scene.Router.RtpCapabilities.Codecs.Count);

        scene.Router.UpdateMediaCodecs([]);

        Assert.Empty(scene.Router.RtpCapabilities.Codecs);
        Assert.NotEmpty(scene.Router.RtpCapabilities.HeaderExtensions);
    }

    [Fact]
    public async Task D07_Close_closes_all_that_the_router_carries_the_children_first()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
        var events = new List<string>();
        producer.OnTransportClose += () => events.Add("producer transportclose");
        producer.Observer.OnClose += () => events.Add("producer close");
        transport.OnRouterClose += () => events.Add("transport routerclose");
        transport.Observer.OnClose += () => events.Add("transport close");
        scene.Router.Observer.OnClose += () => events.Add("router close");
        scene.Router.OnWorkerClose += () => events.Add("workerclose");
        scene.Router.Close();
        scene.Router.Close();
        Assert.True(producer.Closed && transport.Closed && scene.Router.Closed);
        await scene.SettleAsync();

        Assert.Equal(
            ["producer transportclose", "producer close", "transport routerclose", "transport close", "router close"], events);
        await Assert.ThrowsAsync<NotFoundException>(() => scene.Router.DumpAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => scene.CreateTransportAsync());
        Assert.Empty((await scene.Worker.DumpAsync()).ChannelMessageHandlers.ChannelRequestHandlers);
    }

    [Fact]
    public async Task D08_The_worker_closes_its_routers()
    {
        await using Scene scene = await Scene.CreateAsync();
        var events = new List<string>();
        scene.Router.OnWorkerClose += () => events.Add("workerclose");
        scene.Router.Observer.OnClose += () => events.Add("close");
        scene.Worker.Close();
        await scene.Worker.DisposeAsync();

        Assert.Equal(["workerclose", "close"], events);
        await Assert.ThrowsAsync<WorkerClosedException>(() => scene.Router.DumpAsync());
    }

    [Fact]
    public async Task CanConsume_never_throws()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());

        Assert.True(scene.Router.CanConsume(producer.Id, scene.PeerCapabilities()));
        Assert.False(scene.Router.CanConsume("unknown", scene.PeerCapabilities()));
        Assert.False(scene.Router.CanConsume(producer.Id, new RtpCapabilities()));
        Assert.False(scene.Router.CanConsume(producer.Id, null!));
        Assert.False(scene.Router.CanConsume(null!, scene.PeerCapabilities()));
    }
}
