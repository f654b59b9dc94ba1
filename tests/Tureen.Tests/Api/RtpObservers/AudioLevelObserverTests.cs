namespace Tureen.Tests.Api.RtpObservers;

public sealed class AudioLevelObserverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task N01_An_observer_is_made_and_listed()
    {
        await using Scene scene = await Scene.CreateAsync();
        var made = new List<RtpObserver>();
        scene.Router.Observer.OnNewRtpObserver += made.Add;
        AudioLevelObserver observer = await scene.Router.CreateAudioLevelObserverAsync();

        Assert.Single(made, observer);
        Assert.Equal(RtpObserverType.AudioLevel, observer.Type);
        Assert.False(observer.Paused || observer.Closed);
        Assert.Empty(observer.AppData);
        Assert.Equal([observer.Id], (await scene.Router.DumpAsync()).RtpObserverIds);
        Assert.Contains(observer.Id, (await scene.Worker.DumpAsync()).ChannelMessageHandlers.ChannelRequestHandlers);
    }

    [Theory]
    [InlineData(0, -80)]
    [InlineData(-10, -80)]
    [InlineData(1, -128)]
    [InlineData(1, 1)]
    public async Task N02_Wrong_options_are_type_errors(int maxEntries, int threshold)
    {
        await using Scene scene = await Scene.CreateAsync();
        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreateAudioLevelObserverAsync(
            new() { MaxEntries = maxEntries, Threshold = threshold }));
        AudioLevelObserver observer = await scene.Router.CreateAudioLevelObserverAsync(new() { AppData = new() { ["foo"] = 1 } });
        Assert.Equal(1, observer.AppData["foo"]);
        Assert.Throws<MediasoupTypeException>(() => observer.AppData = null!);
    }

    [Fact]
    public async Task N03_It_is_paused_and_resumed()
    {
        await using Scene scene = await Scene.CreateAsync();
        AudioLevelObserver observer = await scene.Router.CreateAudioLevelObserverAsync();
        var events = new List<string>();
        observer.Observer.OnPause += () => events.Add("pause");
        observer.Observer.OnResume += () => events.Add("resume");
        await observer.PauseAsync();
        await observer.PauseAsync();
        Assert.True(observer.Paused);
        await observer.ResumeAsync();
        Assert.False(observer.Paused);
        await scene.SettleAsync();
        Assert.Equal(["pause", "resume"], events);
    }

    [Fact]
    public async Task N04_A_closed_observer_is_gone()
    {
        await using Scene scene = await Scene.CreateAsync();
        AudioLevelObserver observer = await scene.Router.CreateAudioLevelObserverAsync();
        AudioLevelObserver other = await scene.Router.CreateAudioLevelObserverAsync();
        int closes = 0;
        observer.OnRouterClose += () => closes += 10;
        observer.Observer.OnClose += () => closes++;
        observer.Close();
        observer.Close();
        Assert.True(observer.Closed);
        await scene.SettleAsync();
        Assert.Equal(1, closes);
        Assert.Equal([other.Id], (await scene.Router.DumpAsync()).RtpObserverIds);
        await Assert.ThrowsAsync<NotFoundException>(observer.PauseAsync);
        await Assert.ThrowsAsync<NotFoundException>(observer.ResumeAsync);
    }

    [Fact]
    public async Task N05_The_router_closes_its_observers()
    {
        await using Scene scene = await Scene.CreateAsync();
        AudioLevelObserver observer = await scene.Router.CreateAudioLevelObserverAsync();
        var events = new List<string>();
        observer.OnRouterClose += () => events.Add("routerclose");
        observer.Observer.OnClose += () => events.Add("close");
        scene.Router.Close();
        Assert.True(observer.Closed);
        await scene.SettleAsync();
        Assert.Equal(["routerclose", "close"], events);
        await Assert.ThrowsAsync<NotFoundException>(observer.PauseAsync);
        await Assert.ThrowsAsync<NotFoundException>(() => scene.Router.CreateAudioLevelObserverAsync());
    }

    [Fact]
    public async Task N06_The_worker_closes_its_observers()
    {
        await using Scene scene = await Scene.CreateAsync();
        AudioLevelObserver observer = await scene.Router.CreateAudioLevelObserverAsync();
        int closes = 0;
        observer.OnRouterClose += () => closes++;
        scene.Worker.Close();
        await scene.SettleAsync();
        Assert.True(observer.Closed);
        Assert.Equal(1, closes);
        await Assert.ThrowsAsync<WorkerClosedException>(observer.PauseAsync);
        await Assert.ThrowsAsync<WorkerClosedException>(() => scene.Router.CreateAudioLevelObserverAsync());
    }

    [Fact]
    public async Task Producers_are_added_and_removed_and_leave_when_they_close()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer audio = await transport.ProduceAsync(Scene.AudioOptions());
        Producer video = await transport.ProduceAsync(Scene.VideoOptions());
        AudioLevelObserver observer = await scene.Router.CreateAudioLevelObserverAsync();
        var events = new List<(string Event, Producer Producer)>();
        observer.Observer.OnAddProducer += producer => events.Add(("add", producer));
        observer.Observer.OnRemoveProducer += producer => events.Add(("remove", producer));

        await observer.AddProducerAsync(audio.Id);
        Assert.Equal([observer.Id], await ObserversOf(scene, audio));
        Assert.Empty(await ObserversOf(scene, video));
        await observer.RemoveProducerAsync(audio.Id);
        Assert.Empty(await ObserversOf(scene, audio));
        await observer.AddProducerAsync(audio.Id);
        await Assert.ThrowsAsync<MediasoupTypeException>(() => observer.AddProducerAsync(video.Id));
        await Assert.ThrowsAsync<NotFoundException>(() => observer.AddProducerAsync("nobody"));
        await Assert.ThrowsAsync<NotFoundException>(() => observer.RemoveProducerAsync("nobody"));
        await Assert.ThrowsAsync<NotFoundException>(() => observer.AddProducerAsync(null!));
        audio.Close();
        await scene.SettleAsync();

        Assert.Equal([("add", audio), ("remove", audio), ("add", audio)], events);
        Assert.DoesNotContain((await scene.Router.DumpAsync()).MapProducerIdObserverIds, entry => entry.Key == audio.Id);
        observer.Close();
        await Assert.ThrowsAsync<NotFoundException>(() => observer.AddProducerAsync(video.Id));
    }

    [Fact]
    public async Task Volumes_are_raised_and_then_silence_on_the_observer_too()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        Producer quiet = await transport.ProduceAsync(AudioWithLevel.Options(1));
        Producer loud = await transport.ProduceAsync(AudioWithLevel.Options(2));
        AudioLevelObserver observer = await scene.Router.CreateAudioLevelObserverAsync(
            new() { MaxEntries = 2, Interval = TimeSpan.FromMilliseconds(250) });
        await observer.AddProducerAsync(quiet.Id);
        await observer.AddProducerAsync(loud.Id);
        var raised = new List<string>();
        var silence = new TaskCompletionSource();
        observer.OnVolumes += volumes => raised.Add("volumes " + Text(volumes, quiet));
        observer.Observer.OnVolumes += volumes => raised.Add("observed " + Text(volumes, quiet));
        observer.OnSilence += () => raised.Add("silence");
        observer.Observer.OnSilence += silence.SetResult;

        // In one turn of the worker, so that no interval ends in between.
        using var sent = new ManualResetEventSlim();
        scene.Worker.Channel.Send((_, _) => sent.Wait());
        AudioWithLevel.Send(quiet, 50, 1);
        AudioWithLevel.Send(loud, 20, 2);
        sent.Set();
        await silence.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(["volumes loud -20, quiet -50", "observed loud -20, quiet -50", "silence"], raised);
    }

    private static string Text(IEnumerable<AudioLevelObserverVolume> volumes, Producer quiet) =>
        string.Join(", ", volumes.Select(volume => $"{(volume.Producer == quiet ? "quiet" : "loud")} {volume.Volume}"));

    private static async Task<IReadOnlyList<string>> ObserversOf(Scene scene, Producer producer) =>
        (await scene.Router.DumpAsync()).MapProducerIdObserverIds.Single(entry => entry.Key == producer.Id).Values;
}
