using Tureen.Tests.Api;

namespace Tureen.Tests.Robustness;

/// <summary>H30: objects made and closed a great many times, and while others are waited for, leave nothing behind.</summary>
public sealed class H30ApiTests
{
    [Fact]
    public async Task Twenty_rooms_opened_and_closed_a_hundred_times_leave_nothing_behind()
    {
        await using Scene scene = await Scene.CreateAsync();
        for (int round = 0; round < 100; round++)
        {
            Router[] rooms = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenRoomAsync(scene.Worker)));
            foreach (Router room in rooms)
            {
                room.Close();
            }
        }

        await scene.SettleAsync();
        (int sockets, int deadlines, int leases, int routers) = await scene.Worker.Channel.RequestAsync((_, _) =>
            (scene.Worker.Core.OpenSockets,
            scene.Worker.Core.Context.Deadlines.Count,
            scene.Worker.Core.LeasedPackets,
            scene.Worker.Core.Routers.Count));
        Assert.Equal((0, 0, 0, 1), (sockets, deadlines, leases, routers));
        Assert.Equal([scene.Router.Id], (await scene.Worker.DumpAsync()).ChannelMessageHandlers.ChannelRequestHandlers);
        Assert.Equal(1, scene.Worker.Channel.TargetCount);
    }

    [Fact]
    public async Task What_is_made_while_its_parent_closes_is_refused_and_leaves_nothing()
    {
        await using Scene scene = await Scene.CreateAsync();
        for (int round = 0; round < 50; round++)
        {
            WebRtcTransport transport = await scene.CreateTransportAsync();
            Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
            Task<Producer> produced = transport.ProduceAsync(Scene.VideoOptions());
            Task<Consumer> consumed = transport.ConsumeAsync(
                new ConsumerOptions { ProducerId = producer.Id, RtpCapabilities = scene.PeerCapabilities() });
            Task paused = producer.PauseAsync();
            transport.Close();

            await AssertRefusedOrClosedAsync(produced, other => other.Closed);
            await AssertRefusedOrClosedAsync(consumed, consumer => consumer.Closed);
            Assert.True(await Record.ExceptionAsync(() => paused) is null or NotFoundException);
            Assert.True(producer.Closed);
        }

        await scene.SettleAsync();
        Assert.Equal(1, scene.Worker.Channel.TargetCount);
        Assert.Empty((await scene.Router.DumpAsync()).MapProducerIdConsumerIds);
    }

    [Fact]
    public async Task Calls_that_wait_when_the_worker_closes_all_end()
    {
        Scene scene = await Scene.CreateAsync();
        Task[] calls =
        [
            .. Enumerable.Range(0, 50).Select(_ => scene.CreateTransportAsync()),
            .. Enumerable.Range(0, 50).Select(_ => scene.Worker.DumpAsync()),
        ];
        scene.Worker.Close();
        foreach (Task call in calls)
        {
            Exception? error = await Record.ExceptionAsync(() => call);
            Assert.True(error is null or WorkerClosedException, $"{error}");
        }

        await scene.DisposeAsync();
    }

    private static async Task AssertRefusedOrClosedAsync<T>(Task<T> made, Func<T, bool> isClosed)
    {
        try
        {
            Assert.True(isClosed(await made));
        }
        catch (NotFoundException)
        {
            // It came too late.
        }
    }

    private static async Task<Router> OpenRoomAsync(Worker worker)
    {
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        var options = new WebRtcTransportOptions { ListenIps = ["127.0.0.1"] };
        WebRtcTransport sender = await router.CreateWebRtcTransportAsync(options);
        WebRtcTransport receiver = await router.CreateWebRtcTransportAsync(options);
        Producer producer = await sender.ProduceAsync(Scene.VideoOptions());
        await receiver.ConsumeAsync(new ConsumerOptions { ProducerId = producer.Id, RtpCapabilities = router.RtpCapabilities });
        return router;
    }
}
