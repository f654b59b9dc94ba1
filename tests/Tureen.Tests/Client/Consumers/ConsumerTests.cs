using Tureen.Client;

namespace Tureen.Tests.Client.Consumers;

public sealed class ConsumerTests
{
    [Fact]
    public async Task R064_R065_R066_Pause_and_resume_turn_the_track_off_and_on()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Consumer consumer = await call.ConsumeAsync();
        List<string> raised = [];
        consumer.Observer.OnPause += () => raised.Add("pause");
        consumer.Observer.OnResume += () => raised.Add("resume");

        consumer.Resume();
        consumer.Pause();
        consumer.Pause();
        Assert.True(consumer.Paused);
        Assert.False(consumer.Track.Enabled);
        consumer.Resume();
        Assert.False(consumer.Paused);
        Assert.True(consumer.Track.Enabled);

        Assert.Equal(["pause", "resume"], raised);
        Assert.Empty(await consumer.GetStatsAsync());
    }

    [Fact]
    public async Task R070_R071_Closing_ends_the_track_and_the_statistics()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Consumer consumer = await call.ConsumeAsync();
        int closed = 0;
        consumer.Observer.OnClose += () => closed++;

        consumer.Close();
        consumer.Close();

        Assert.True(consumer.Closed);
        Assert.Equal(1, closed);
        Assert.Equal(MediaStreamTrackState.Ended, consumer.Track.ReadyState);
        await Assert.ThrowsAsync<InvalidStateException>(() => consumer.GetStatsAsync());
    }

    [Fact]
    public Task What_is_closed_in_one_turn_is_negotiated_at_once() => OneThread.RunAsync(async () =>
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Consumer first = await call.ConsumeAsync();
        Tureen.Client.Consumer second = await call.ConsumeAsync();
        int before = call.Recv.Queue.Begun;
        first.Pause();
        first.Close();
        second.Close();
        await Task.Yield();
        await Task.Yield();
        await call.Recv.Queue.EnqueueAsync(() => Task.CompletedTask);

        // One command stops both, one finds that nothing is left to pause, and one is ours.
        Assert.InRange(call.Recv.Queue.Begun - before, 2, 4);
        await Assert.ThrowsAsync<MediasoupException>(() => call.Recv.Handler.GetReceiverStatsAsync(first.LocalId));
        await Assert.ThrowsAsync<MediasoupException>(() => call.Recv.Handler.GetReceiverStatsAsync(second.LocalId));
    });
}
