namespace Tureen.Tests.Api.RtpObservers;

public sealed class ActiveSpeakerObserverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task M01_M02_An_observer_is_made_and_listed()
    {
        await using Scene scene = await Scene.CreateAsync();
        var made = new List<RtpObserver>();
        scene.Router.Observer.OnNewRtpObserver += made.Add;
        ActiveSpeakerObserver observer = await scene.Router.CreateActiveSpeakerObserverAsync(new() { AppData = new() { ["foo"] = 1 } });

        Assert.Single(made, observer);
        Assert.Equal(RtpObserverType.ActiveSpeaker, observer.Type);
        Assert.False(observer.Paused || observer.Closed);
        Assert.Equal(1, observer.AppData["foo"]);
        Assert.Throws<MediasoupTypeException>(() => observer.AppData = null!);
        Assert.Equal([observer.Id], (await scene.Router.DumpAsync()).RtpObserverIds);
    }

    [Fact]
    public async Task M03_It_is_paused_and_resumed()
    {
        await using Scene scene = await Scene.CreateAsync();
        ActiveSpeakerObserver observer = await scene.Router.CreateActiveSpeakerObserverAsync();
        await observer.PauseAsync();
        Assert.True(observer.Paused);
        await observer.ResumeAsync();
        Assert.False(observer.Paused);
    }

    [Fact]
    public async Task M04_A_closed_observer_is_gone()
    {
        await using Scene scene = await Scene.CreateAsync();
        ActiveSpeakerObserver observer = await scene.Router.CreateActiveSpeakerObserverAsync();
        observer.Close();
        Assert.True(observer.Closed);
        Assert.Empty((await scene.Router.DumpAsync()).RtpObserverIds);
        await Assert.ThrowsAsync<NotFoundException>(observer.PauseAsync);
    }

    [Fact]
    public async Task M05_M06_The_router_and_the_worker_close_their_observers()
    {
        await using Scene scene = await Scene.CreateAsync();
        Router other = await scene.Worker.CreateRouterAsync();
        ActiveSpeakerObserver first = await scene.Router.CreateActiveSpeakerObserverAsync();
        ActiveSpeakerObserver second = await other.CreateActiveSpeakerObserverAsync();
        var events = new List<string>();
        first.OnRouterClose += () => events.Add("first");
        second.OnRouterClose += () => events.Add("second");
        scene.Router.Close();
        await Assert.ThrowsAsync<NotFoundException>(first.PauseAsync);
        scene.Worker.Close();
        await scene.SettleAsync();
        Assert.Equal(["first", "second"], events);
        Assert.True(first.Closed && second.Closed);
        await Assert.ThrowsAsync<WorkerClosedException>(second.PauseAsync);
    }

    [Fact]
    public async Task The_dominant_speaker_is_raised_on_the_observer_too()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await transport.ProduceAsync(AudioWithLevel.Options(1));
        ActiveSpeakerObserver observer = await scene.Router.CreateActiveSpeakerObserverAsync(
            new() { Interval = TimeSpan.FromMilliseconds(100) });
        var raised = new List<Producer>();
        var observed = new TaskCompletionSource<Producer>();
        observer.OnDominantSpeaker += raised.Add;
        observer.Observer.OnDominantSpeaker += observed.SetResult;
        await observer.AddProducerAsync(producer.Id);

        Assert.Equal(producer, await observed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal([producer], raised);
        await Assert.ThrowsAsync<MediasoupException>(() => observer.AddProducerAsync(producer.Id));
    }
}
