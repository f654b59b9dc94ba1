namespace Tureen.Tests.Api;

/// <summary>One object of each kind, for operations that are overtaken.</summary>
internal sealed class RaceScene : IAsyncDisposable
{
    private RaceScene(Scene scene)
    {
        Worker = scene.Worker;
        Router = scene.Router;
    }

    public Worker Worker { get; }

    public Router Router { get; }

    public Router OtherRouter { get; private set; } = null!;

    public WebRtcTransport Web { get; private set; } = null!;

    public DirectTransport Direct { get; private set; } = null!;

    public Producer Producer { get; private set; } = null!;

    public Consumer Consumer { get; private set; } = null!;

    public DataProducer DataProducer { get; private set; } = null!;

    public DataConsumer DataConsumer { get; private set; } = null!;

    public AudioLevelObserver Observer { get; private set; } = null!;

    public static async Task<RaceScene> CreateAsync()
    {
        Scene scene = await Scene.CreateAsync();
        WebRtcTransport web = await scene.CreateTransportAsync();
        DirectTransport direct = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await direct.ProduceAsync(Scene.AudioOptions());
        DataProducer dataProducer = await direct.ProduceDataAsync();
        return new RaceScene(scene)
        {
            OtherRouter = await scene.Worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() }),
            Web = web,
            Direct = direct,
            Producer = producer,
            Consumer = await direct.ConsumeAsync(new() { ProducerId = producer.Id, RtpCapabilities = scene.PeerCapabilities() }),
            DataProducer = dataProducer,
            DataConsumer = await direct.ConsumeDataAsync(new() { DataProducerId = dataProducer.Id }),
            Observer = await scene.Router.CreateAudioLevelObserverAsync(),
        };
    }

    public ValueTask DisposeAsync() => Worker.DisposeAsync();
}
