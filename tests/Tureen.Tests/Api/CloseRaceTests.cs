namespace Tureen.Tests.Api;

/// <summary>Every operation overtaken by every close: it works or is refused as documented, and nothing else stays open.</summary>
public sealed class CloseRaceTests
{
    private static readonly Dictionary<string, Func<RaceScene, Task>> Operations = new(StringComparer.Ordinal)
    {
        ["createRouter"] = scene => scene.Worker.CreateRouterAsync(),
        ["createWebRtcServer"] = scene => scene.Worker.CreateWebRtcServerAsync(new() { ListenInfos = [new() { Ip = "127.0.0.1" }] }),
        ["createWebRtcTransport"] = scene => scene.Router.CreateWebRtcTransportAsync(new() { ListenInfos = [new() { Ip = "127.0.0.1" }] }),
        ["createPlainTransport"] = scene => scene.Router.CreatePlainTransportAsync(new() { ListenInfo = new() { Ip = "127.0.0.1" } }),
        ["createDirectTransport"] = scene => scene.Router.CreateDirectTransportAsync(),
        ["createAudioLevelObserver"] = scene => scene.Router.CreateAudioLevelObserverAsync(),
        ["pipeToRouter"] = scene => scene.Router.PipeToRouterAsync(new() { Router = scene.OtherRouter, ProducerId = scene.Producer.Id }),
        ["router.dump"] = scene => scene.Router.DumpAsync(),
        ["transport.dump"] = scene => scene.Direct.DumpAsync(),
        ["transport.getStats"] = scene => scene.Direct.GetStatsAsync(),
        ["webRtcTransport.restartIce"] = scene => scene.Web.RestartIceAsync(),
        ["webRtcTransport.setMaxIncomingBitrate"] = scene => scene.Web.SetMaxIncomingBitrateAsync(100_000),
        ["produce"] = scene => scene.Web.ProduceAsync(Scene.VideoOptions()),
        ["consume"] = scene => scene.Web.ConsumeAsync(
            new() { ProducerId = scene.Producer.Id, RtpCapabilities = scene.Router.RtpCapabilities }),
        ["produceData"] = scene => scene.Direct.ProduceDataAsync(),
        ["consumeData"] = scene => scene.Direct.ConsumeDataAsync(new() { DataProducerId = scene.DataProducer.Id }),
        ["producer.pause"] = scene => scene.Producer.PauseAsync(),
        ["producer.getStats"] = scene => scene.Producer.GetStatsAsync(),
        ["consumer.resume"] = scene => scene.Consumer.ResumeAsync(),
        ["consumer.requestKeyFrame"] = scene => scene.Consumer.RequestKeyFrameAsync(),
        ["dataProducer.pause"] = scene => scene.DataProducer.PauseAsync(),
        ["dataConsumer.dump"] = scene => scene.DataConsumer.DumpAsync(),
        ["observer.addProducer"] = scene => scene.Observer.AddProducerAsync(scene.Producer.Id),
    };

    private static readonly Dictionary<string, Action<RaceScene>> Closes = new(StringComparer.Ordinal)
    {
        ["worker"] = scene => scene.Worker.Close(),
        ["router"] = scene => scene.Router.Close(),
        ["otherRouter"] = scene => scene.OtherRouter.Close(),
        ["direct"] = scene => scene.Direct.Close(),
        ["web"] = scene => scene.Web.Close(),
        ["producer"] = scene => scene.Producer.Close(),
        ["consumer"] = scene => scene.Consumer.Close(),
        ["dataProducer"] = scene => scene.DataProducer.Close(),
        ["dataConsumer"] = scene => scene.DataConsumer.Close(),
        ["observer"] = scene => scene.Observer.Close(),
        ["failure"] = scene => scene.Worker.Fail(new InvalidOperationException("broken")),
    };

    public static TheoryData<string> AllCloses() => [.. Closes.Keys];

    [Theory]
    [MemberData(nameof(AllCloses))]
    public async Task Each_operation_overtaken_by_a_close_ends_as_documented(string close)
    {
        List<string> wrong = [];
        foreach ((string operation, Func<RaceScene, Task> run) in Operations)
        {
            await using RaceScene scene = await RaceScene.CreateAsync();
            Task running = Start(run, scene);
            Closes[close](scene);
            Exception? error = await Record.ExceptionAsync(() => running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            if (error is not (null or NotFoundException or InvalidStateException or WorkerClosedException) && !IsTaken(error))
            {
                wrong.Add($"{operation}, {close}: {error}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>A refusal of the engine itself has no class of its own.</summary>
    private static bool IsTaken(Exception error) => error.GetType() == typeof(MediasoupException);

    private static Task Start(Func<RaceScene, Task> run, RaceScene scene)
    {
        try
        {
            return run(scene);
        }
        catch (MediasoupException error)
        {
            return Task.FromException(error);
        }
    }
}
