using Tureen.Client.Testing;

namespace Tureen.Tests.Client.Producers;

public sealed class ReplaceTrackTests
{
    [Fact]
    public async Task A_track_of_another_kind_is_refused_with_both_kinds_and_goes_on()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Video());
        FakeMediaStreamTrack audio = FakeCall.Audio();

        MediasoupTypeException error = await Assert.ThrowsAsync<MediasoupTypeException>(() => producer.ReplaceTrackAsync(audio));

        Assert.Equal($"track '{audio.Id}' is audio, the Producer sends video", error.Message);
        Assert.Equal(Tureen.Client.MediaStreamTrackState.Live, audio.ReadyState);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_track_that_is_overtaken_by_a_close_is_stopped_so_that_no_device_stays_on(bool closesTransport)
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Video());
        FakeMediaStreamTrack next = FakeCall.Video();
        TaskCompletionSource<string> answer = new();
        call.Send.OnProduce = _ => answer.Task;
        Task waiting = call.ProduceAsync(FakeCall.Audio());

        Task replacing = producer.ReplaceTrackAsync(next);
        if (closesTransport)
        {
            call.Send.Close();
        }
        else
        {
            producer.Close();
        }

        answer.SetResult("id");
        await Assert.ThrowsAsync<InvalidStateException>(() => replacing);
        await Record.ExceptionAsync(() => waiting);
        Assert.Equal(Tureen.Client.MediaStreamTrackState.Ended, next.ReadyState);
    }
}
