using Tureen.Client;
using Tureen.Client.Testing;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Producers;

public sealed class ProducerTests
{
    [Fact]
    public async Task R052_R053_Pause_and_resume_turn_the_track_off_and_on()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Audio());
        List<string> raised = [];
        producer.Observer.OnPause += () => raised.Add("pause");
        producer.Observer.OnResume += () => raised.Add("resume");

        producer.Pause();
        Assert.True(producer.Paused);
        Assert.False(producer.Track!.Enabled);
        producer.Resume();
        Assert.False(producer.Paused);
        Assert.True(producer.Track!.Enabled);
        producer.Resume();

        Assert.Equal(["pause", "resume", "resume"], raised);
    }

    [Theory]
    [InlineData(true, MediaStreamTrackState.Ended)]
    [InlineData(false, MediaStreamTrackState.Live)]
    public async Task R054_Another_track_takes_over_the_paused_state(bool stopTracks, MediaStreamTrackState old)
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack first = FakeCall.Audio();
        FakeMediaStreamTrack second = FakeCall.Audio();
        Tureen.Client.Producer producer = await call.ProduceAsync(first, stopTracks);
        producer.Pause();

        await producer.ReplaceTrackAsync(second);

        Assert.Same(second, producer.Track);
        Assert.Equal(old, first.ReadyState);
        Assert.True(producer.Paused);
        Assert.False(second.Enabled);
    }

    [Fact]
    public async Task R055_A_producer_can_do_without_a_track_for_a_while()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Video(), stopTracks: false);
        FakeMediaStreamTrack later = FakeCall.Video();
        later.Enabled = false;

        await producer.ReplaceTrackAsync(null);
        Assert.Null(producer.Track);
        producer.Pause();
        producer.Resume();
        await producer.ReplaceTrackAsync(later);

        Assert.True(later.Enabled);
        Assert.False(producer.Paused);
    }

    [Fact]
    public async Task R056_A_track_that_has_ended_does_not_replace_another()
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack current = FakeCall.Video();
        Tureen.Client.Producer producer = await call.ProduceAsync(current);
        FakeMediaStreamTrack ended = FakeCall.Video();
        ended.Stop();

        await Assert.ThrowsAsync<InvalidStateException>(() => producer.ReplaceTrackAsync(ended));
        Assert.Equal(MediaStreamTrackState.Live, current.ReadyState);
        Assert.Same(current, producer.Track);
    }

    [Fact]
    public async Task R057_The_same_track_again_changes_nothing()
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack track = FakeCall.Video();
        Tureen.Client.Producer producer = await call.ProduceAsync(track);

        await producer.ReplaceTrackAsync(track);

        Assert.Same(track, producer.Track);
        Assert.Equal(MediaStreamTrackState.Live, track.ReadyState);
    }

    [Fact]
    public async Task R058_The_highest_layer_is_kept()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Video());

        await producer.SetMaxSpatialLayerAsync(0);

        Assert.Equal(0, producer.MaxSpatialLayer);
    }

    [Fact]
    public async Task R059_Audio_has_no_layers()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Audio());

        await Assert.ThrowsAsync<UnsupportedException>(() => producer.SetMaxSpatialLayerAsync(1));
        Assert.Null(producer.MaxSpatialLayer);
    }

    /// <summary>Text or nothing in place of a layer does not compile; a layer below the lowest does.</summary>
    [Fact]
    public async Task R060_R061_What_is_no_layer_is_refused()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Video());

        await Assert.ThrowsAsync<MediasoupTypeException>(() => producer.SetMaxSpatialLayerAsync(-1));
    }

    [Fact]
    public async Task R062_R063_Encodings_can_be_changed_and_there_are_statistics()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Video());

        await producer.SetRtpEncodingParametersAsync(new RtpEncodingParameters { ScaleResolutionDownBy = 2 });
        await Assert.ThrowsAsync<MediasoupTypeException>(() => producer.SetRtpEncodingParametersAsync(parameters: null));
        Assert.Empty(await producer.GetStatsAsync());
    }

    [Fact]
    public async Task R067_Closing_leaves_the_track_when_asked_to()
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack kept = FakeCall.Audio();
        FakeMediaStreamTrack stopped = FakeCall.Audio();
        Tureen.Client.Producer first = await call.ProduceAsync(kept, stopTracks: false);
        Tureen.Client.Producer second = await call.ProduceAsync(stopped);
        int closed = 0;
        first.Observer.OnClose += () => closed++;

        first.Close();
        first.Close();
        second.Close();

        Assert.True(first.Closed);
        Assert.Equal(1, closed);
        Assert.Equal(MediaStreamTrackState.Live, kept.ReadyState);
        Assert.Equal(MediaStreamTrackState.Ended, stopped.ReadyState);
    }

    [Fact]
    public async Task R068_R069_A_closed_producer_takes_no_track_and_has_no_statistics()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Audio(), stopTracks: false);
        producer.Close();
        FakeMediaStreamTrack track = FakeCall.Audio();

        await Assert.ThrowsAsync<InvalidStateException>(() => producer.ReplaceTrackAsync(track));
        Assert.Equal(MediaStreamTrackState.Live, track.ReadyState);
        await Assert.ThrowsAsync<InvalidStateException>(() => producer.GetStatsAsync());
        producer.Pause();
        Assert.False(producer.Paused);
    }

    [Fact]
    public async Task R074_A_track_that_ends_by_itself_is_raised_unless_closed()
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack live = FakeCall.Audio();
        FakeMediaStreamTrack other = FakeCall.Video();
        Tureen.Client.Producer producer = await call.ProduceAsync(live);
        Tureen.Client.Producer closed = await call.ProduceAsync(other, stopTracks: false);
        Tureen.Client.Consumer consumer = await call.ConsumeAsync();
        List<string> raised = [];
        producer.OnTrackEnded += () => raised.Add("producer");
        producer.Observer.OnTrackEnded += () => raised.Add("observer");
        closed.OnTrackEnded += () => raised.Add("closed");
        consumer.OnTrackEnded += () => raised.Add("consumer");
        closed.Close();

        live.EndByItself();
        other.EndByItself();
        ((FakeMediaStreamTrack)consumer.Track).EndByItself();

        Assert.Equal(["producer", "observer", "consumer"], raised);
        Assert.False(producer.Closed);
    }

    [Fact]
    public async Task With_zero_RTP_on_pause_the_media_stack_pauses_too()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.Send.ProduceAsync(new()
        {
            Track = FakeCall.Video(),
            ZeroRtpOnPause = true,
            DisableTrackOnPause = false,
        });
        int before = call.Send.Queue.Begun;

        producer.Pause();
        await call.Send.Queue.EnqueueAsync(() => Task.CompletedTask);

        Assert.True(producer.Track!.Enabled);
        Assert.Equal(before + 2, call.Send.Queue.Begun);
    }
}
