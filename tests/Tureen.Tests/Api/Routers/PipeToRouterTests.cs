using System.Text;
using Tureen.Ortc;
using Tureen.Tests.Engine.Rtp;

namespace Tureen.Tests.Api.Routers;

public sealed class PipeToRouterTests
{
    private const byte AudioPayloadType = 111;
    private const uint AudioSsrc = 11111111;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Media_crosses_from_router_to_router(bool isOtherWorker, bool hasSockets)
    {
        await using Scene scene = await Scene.CreateAsync();
        await using Scene other = await Scene.CreateAsync();
        Router router = isOtherWorker
            ? other.Router
            : await scene.Worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        DirectTransport sender = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await sender.ProduceAsync(Scene.AudioOptions());
        PipeToRouterResult pipe = await scene.Router.PipeToRouterAsync(new()
        {
            ProducerId = producer.Id,
            Router = router,
            KeepId = isOtherWorker,
            ListenInfo = hasSockets ? new() { Ip = "127.0.0.1" } : null,
        });
        Assert.Equal(isOtherWorker, pipe.PipeProducer!.Id == producer.Id);
        Assert.Equal(ConsumerType.Pipe, pipe.PipeConsumer!.Type);

        DirectTransport receiver = await router.CreateDirectTransportAsync();
        Consumer consumer = await receiver.ConsumeAsync(
            new() { ProducerId = pipe.PipeProducer.Id, RtpCapabilities = router.RtpCapabilities });
        int received = 0;
        consumer.OnRtp += _ => received++;
        for (ushort i = 0; i < 100; i++)
        {
            producer.Send(RtpBytes.Packet(AudioPayloadType, i, i * 960u, AudioSsrc, payload: 20));
        }

        await SettleUntilAsync(scene, other, () => received == 100);
        Assert.Equal(100, received);
    }

    [Fact]
    public async Task Messages_cross_by_sctp()
    {
        await using Scene scene = await Scene.CreateAsync();
        await using Scene other = await Scene.CreateAsync();
        DirectTransport sender = await scene.Router.CreateDirectTransportAsync();
        DataProducer producer = await sender.ProduceDataAsync(new() { Label = "foo", Protocol = "bar" });
        PipeToRouterResult pipe = await scene.Router.PipeToRouterAsync(new() { DataProducerId = producer.Id, Router = other.Router });
        Assert.Equal((producer.Id, "foo", "bar"), (pipe.PipeDataProducer!.Id, pipe.PipeDataProducer.Label, pipe.PipeDataProducer.Protocol));

        DirectTransport receiver = await other.Router.CreateDirectTransportAsync();
        DataConsumer consumer = await receiver.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        List<string> received = [];
        consumer.OnMessage += message => received.Add(Encoding.UTF8.GetString(message.Data.Span));
        for (int i = 0; i < 10; i++)
        {
            producer.Send($"message {i}");
        }

        await SettleUntilAsync(scene, other, () => received.Count == 10);
        Assert.Equal(Enumerable.Range(0, 10).Select(static i => $"message {i}"), received);

        producer.Close();
        await SettleUntilAsync(scene, other, AreClosed);
        Assert.True(AreClosed());

        bool AreClosed() => pipe.PipeDataProducer.Closed && pipe.PipeDataConsumer!.Closed && consumer.Closed;
    }

    [Fact]
    public async Task The_piped_producer_pauses_resumes_and_closes_with_the_original()
    {
        await using Scene scene = await Scene.CreateAsync();
        await using Scene other = await Scene.CreateAsync();
        WebRtcTransport sender = await scene.CreateTransportAsync();
        Producer producer = await sender.ProduceAsync(Scene.AudioOptions());
        await producer.PauseAsync();
        PipeToRouterResult pipe = await scene.Router.PipeToRouterAsync(new() { ProducerId = producer.Id, Router = other.Router });
        Assert.True(pipe.PipeProducer!.Paused && pipe.PipeConsumer!.ProducerPaused);

        await producer.ResumeAsync();
        await SettleUntilAsync(scene, other, () => !pipe.PipeProducer.Paused);
        Assert.False(pipe.PipeProducer.Paused);
        await producer.PauseAsync();
        await SettleUntilAsync(scene, other, () => pipe.PipeProducer.Paused);
        Assert.True(pipe.PipeProducer.Paused);

        producer.Close();
        await SettleUntilAsync(scene, other, () => pipe.PipeProducer.Closed);
        Assert.True(pipe.PipeProducer.Closed);
    }

    [Fact]
    public async Task Two_routers_are_joined_by_one_pair_whoever_asks_and_however_often_at_once()
    {
        await using Scene scene = await Scene.CreateAsync();
        await using Scene other = await Scene.CreateAsync();
        Producer audio = await (await scene.CreateTransportAsync()).ProduceAsync(Scene.AudioOptions());
        Producer video = await (await scene.CreateTransportAsync()).ProduceAsync(Scene.VideoOptions());
        Producer back = await (await other.CreateTransportAsync()).ProduceAsync(Scene.AudioOptions());
        PipeToRouterResult[] pipes = await Task.WhenAll(
            scene.Router.PipeToRouterAsync(new() { ProducerId = audio.Id, Router = other.Router }),
            other.Router.PipeToRouterAsync(new() { ProducerId = back.Id, Router = scene.Router }),
            scene.Router.PipeToRouterAsync(new() { ProducerId = video.Id, Router = other.Router }));
        Assert.Equal(3, (await scene.Router.DumpAsync()).TransportIds.Count);
        Assert.Equal(2, (await other.Router.DumpAsync()).TransportIds.Count);

        // When one side is gone, the other one follows, and a new pair can be made.
        scene.Router.Close();
        await SettleUntilAsync(scene, other, AreClosed);
        Assert.True(AreClosed());
        Assert.Single((await other.Router.DumpAsync()).TransportIds);
        Router next = await scene.Worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        Assert.NotNull((await other.Router.PipeToRouterAsync(new() { ProducerId = back.Id, Router = next })).PipeProducer);

        bool AreClosed() => pipes.All(static pipe => pipe.PipeConsumer!.Closed && pipe.PipeProducer!.Closed);
    }

    [Fact]
    public async Task Wrong_options_are_refused()
    {
        await using Scene scene = await Scene.CreateAsync();
        await using Scene other = await Scene.CreateAsync();
        Producer producer = await (await scene.CreateTransportAsync()).ProduceAsync(Scene.AudioOptions());
        Router sibling = await scene.Worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        await Refuses<MediasoupTypeException>(new() { Router = other.Router });
        await Refuses<MediasoupTypeException>(new() { Router = other.Router, ProducerId = producer.Id, DataProducerId = "x" });
        await Refuses<MediasoupTypeException>(new() { Router = null!, ProducerId = producer.Id });
        await Refuses<MediasoupTypeException>(new() { Router = scene.Router, ProducerId = producer.Id });
        await Refuses<MediasoupTypeException>(new()
        {
            Router = other.Router,
            ProducerId = producer.Id,
            ListenInfo = new() { Ip = "127.0.0.1" },
            ListenIp = new("127.0.0.1"),
        });
        await Refuses<MediasoupException>(new() { Router = sibling, ProducerId = producer.Id });
        await Refuses<NotFoundException>(new() { Router = other.Router, ProducerId = "nobody" });
        await Refuses<NotFoundException>(new() { Router = other.Router, DataProducerId = "nobody" });

        // A pair that could not be made does not stand in the way of the next.
        await Refuses<MediasoupException>(new()
        {
            Router = other.Router,
            ProducerId = producer.Id,
            ListenInfo = new() { Ip = "192.0.2.1" },
        });
        Assert.NotNull((await scene.Router.PipeToRouterAsync(new() { Router = other.Router, ProducerId = producer.Id })).PipeProducer);
        other.Router.Close();
        await Refuses<NotFoundException>(new() { Router = other.Router, ProducerId = producer.Id });

        Task Refuses<T>(PipeToRouterOptions options)
            where T : Exception =>
            Assert.ThrowsAsync<T>(() => scene.Router.PipeToRouterAsync(options));
    }

    /// <summary>Lets both workers run what was sent to them, in turns; packets that cross need some.</summary>
    private static async Task SettleUntilAsync(Scene scene, Scene other, Func<bool> isDone)
    {
        for (int turn = 0; turn < 500 && !isDone(); turn++)
        {
            await scene.SettleAsync();
            await other.SettleAsync();
        }
    }
}
