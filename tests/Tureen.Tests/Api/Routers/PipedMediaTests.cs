using Tureen.Ortc;

namespace Tureen.Tests.Api.Routers;

/// <summary>Producers that are piped to a router of another worker.</summary>
public sealed class PipedMediaTests
{
    private const string AbsCaptureTime = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";

    [Fact]
    public async Task H01_Audio_is_piped_with_its_parameters()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer audio = await scene.ProduceAudioAsync();

        PipeToRouterResult pipe = await scene.PipeAsync(audio);

        Assert.Equal(2, (await scene.Local.DumpAsync()).TransportIds.Count);
        Assert.Equal(2, (await scene.Remote.DumpAsync()).TransportIds.Count);
        Consumer consumer = pipe.PipeConsumer!;
        Assert.Equal((MediaKind.Audio, ConsumerType.Pipe, null), (consumer.Kind, consumer.Type, consumer.RtpParameters.Mid));
        RtpCodecParameters codec = Assert.Single(consumer.RtpParameters.Codecs);
        Assert.Equal(("audio/opus", 100, 48000, 2), (codec.MimeType, codec.PayloadType, codec.ClockRate, codec.Channels));
        Assert.Equal("bar1", codec.Parameters["foo"].AsString());
        Assert.Empty(codec.RtcpFeedback);
        Assert.Equal([6, 7, 11, 12], Extensions(consumer));
        Assert.Equal((10, 10), (consumer.Score.Score, consumer.Score.ProducerScore));
        Assert.Empty(consumer.Score.ProducerScores);
        Assert.False(consumer.Paused || consumer.ProducerPaused || consumer.Closed);

        Producer piped = pipe.PipeProducer!;
        Assert.Equal((audio.Id, MediaKind.Audio), (piped.Id, piped.Kind));
        Assert.Equal(OrtcJson.Serialize(consumer.RtpParameters.Codecs[0]), OrtcJson.Serialize(piped.RtpParameters.Codecs[0]));
        Assert.Equal(Extensions(consumer), piped.RtpParameters.HeaderExtensions.Select(static extension => extension.Id).Order());
        Assert.Equal("bar1", piped.AppData["foo"]);
        Assert.False(piped.Paused || piped.Closed);
    }

    [Fact]
    public async Task H02_Paused_video_is_piped_paused_and_without_retransmission()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer video = await scene.ProduceVideoAsync();
        await video.PauseAsync();

        PipeToRouterResult pipe = await scene.PipeAsync(video);

        Consumer consumer = pipe.PipeConsumer!;
        RtpCodecParameters codec = Assert.Single(consumer.RtpParameters.Codecs);
        Assert.Equal(("video/VP8", 101), (codec.MimeType, codec.PayloadType));
        Assert.Equal(["nack pli", "ccm fir"], codec.RtcpFeedback.Select(static feedback => $"{feedback.Type} {feedback.Parameter}"));
        Assert.Equal([7, 8, 9, 11, 12], Extensions(consumer));
        Assert.Equal(3, consumer.RtpParameters.Encodings.Count);
        Assert.True(consumer.ProducerPaused && pipe.PipeProducer!.Paused);
        Assert.False(consumer.Paused);
        Assert.Equal(video.Id, pipe.PipeProducer.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task H03_The_capture_time_crosses_only_if_the_producer_sends_it(bool isSent)
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer video = await scene.ProduceVideoAsync(isSent ? [AbsCaptureTime] : []);

        PipeToRouterResult pipe = await scene.PipeAsync(video);

        Assert.Equal(isSent, Extensions(pipe.PipeConsumer!).Contains(10));
        Assert.Equal(isSent, pipe.PipeProducer!.RtpParameters.HeaderExtensions.Any(static extension => extension.Uri == AbsCaptureTime));
    }

    [Fact]
    public async Task H04_What_is_unknown_or_closed_is_not_found()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer audio = await scene.ProduceAudioAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => scene.Local.PipeToRouterAsync(new() { ProducerId = "unknown", Router = scene.Remote }));
        await Assert.ThrowsAsync<NotFoundException>(() => scene.Local.PipeToRouterAsync(new() { DataProducerId = "unknown", Router = scene.Remote }));
        scene.Remote.Close();
        await Assert.ThrowsAsync<NotFoundException>(() => scene.PipeAsync(audio));
    }

    [Fact]
    public async Task H11_A_piped_producer_is_consumed_like_any_other()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer video = await scene.ProduceVideoAsync();
        await scene.PipeAsync(video);

        Consumer consumer = await scene.ConsumeAsync(video.Id);

        Assert.Equal((ConsumerType.Simulcast, "0"), (consumer.Type, consumer.RtpParameters.Mid));
        Assert.Equal(
            ["video/VP8 101", "video/rtx 102"], consumer.RtpParameters.Codecs.Select(static codec => $"{codec.MimeType} {codec.PayloadType}"));
        Assert.Equal(101, consumer.RtpParameters.Codecs[1].Parameters["apt"]);
        Assert.Contains(4, Extensions(consumer));
        Assert.Contains(5, Extensions(consumer));
        Assert.NotNull(Assert.Single(consumer.RtpParameters.Encodings).Rtx);
        Assert.Equal("aaaa-bbbb", consumer.RtpParameters.Msid);
        Assert.Equal((10, 0), (consumer.Score.Score, consumer.Score.ProducerScore));
        Assert.Equal([0, 0, 0], consumer.Score.ProducerScores);
    }

    [Fact]
    public async Task H12_Pause_and_resume_reach_the_consumers_of_the_other_router()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer video = await scene.ProduceVideoAsync();
        await video.PauseAsync();
        PipeToRouterResult pipe = await scene.PipeAsync(video);
        Consumer consumer = await scene.ConsumeAsync(video.Id);
        Assert.True(video.Paused && consumer.ProducerPaused);

        await video.ResumeAsync();
        await scene.SettleUntilAsync(() => !consumer.ProducerPaused);
        Assert.False(pipe.PipeProducer!.Paused || consumer.Paused);

        await video.PauseAsync();
        await scene.SettleUntilAsync(() => consumer.ProducerPaused);
        Assert.True(pipe.PipeProducer.Paused);
    }

    [Fact]
    public async Task H13_The_end_reaches_the_consumers_of_the_other_router()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer video = await scene.ProduceVideoAsync();
        PipeToRouterResult pipe = await scene.PipeAsync(video);
        Consumer consumer = await scene.ConsumeAsync(video.Id);
        bool isRaised = false;
        consumer.OnProducerClose += () => isRaised = true;

        video.Close();
        await scene.SettleUntilAsync(() => isRaised);

        Assert.True(pipe.PipeProducer!.Closed && pipe.PipeConsumer!.Closed && consumer.Closed);
        await Assert.ThrowsAsync<NotFoundException>(consumer.DumpAsync);
    }

    [Fact]
    public async Task H14_Within_one_worker_the_id_cannot_be_kept()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer audio = await scene.ProduceAudioAsync();
        Router sibling = await scene.Near.CreateRouterAsync(PipeScene.Options());

        await Assert.ThrowsAsync<MediasoupException>(() => scene.Local.PipeToRouterAsync(new() { ProducerId = audio.Id, Router = sibling }));
    }

    [Fact]
    public async Task H15_Within_one_worker_it_is_piped_under_another_id()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer video = await scene.ProduceVideoAsync();
        Router sibling = await scene.Near.CreateRouterAsync(PipeScene.Options());

        PipeToRouterResult pipe =
            await scene.Local.PipeToRouterAsync(new() { ProducerId = video.Id, Router = sibling, KeepId = false });

        Assert.NotEqual(video.Id, pipe.PipeProducer!.Id);
        Assert.Equal(video.Id, pipe.PipeConsumer!.ProducerId);
    }

    [Fact]
    public async Task H21_Two_at_once_share_one_pair()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Router other = await scene.Far.CreateRouterAsync(PipeScene.Options());
        await PipeScene.CreateTransportAsync(scene.Local);
        Producer audio = await scene.ProduceAudioAsync();
        Producer video = await scene.ProduceVideoAsync();

        await Task.WhenAll(
            scene.Local.PipeToRouterAsync(new() { ProducerId = audio.Id, Router = other }),
            scene.Local.PipeToRouterAsync(new() { ProducerId = video.Id, Router = other }));

        Assert.Equal(3, (await scene.Local.DumpAsync()).TransportIds.Count);
        Assert.Single((await other.DumpAsync()).TransportIds);
    }

    [Fact]
    public async Task H22_One_from_each_side_at_once_share_one_pair_and_its_end()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        List<PipeTransport> pipes = [];
        scene.Local.Observer.OnNewTransport += Note;
        scene.Remote.Observer.OnNewTransport += Note;
        Producer there = await scene.ProduceAudioAsync();
        Producer back = await scene.Receiver.ProduceAsync(Scene.AudioOptions());
        TransportListenInfo loopback = new() { Ip = "127.0.0.1" };

        await Task.WhenAll(
            scene.Local.PipeToRouterAsync(new() { ProducerId = there.Id, Router = scene.Remote, ListenInfo = loopback }),
            scene.Remote.PipeToRouterAsync(new() { ProducerId = back.Id, Router = scene.Local, ListenInfo = loopback }));

        Assert.Equal(2, pipes.Count);
        Assert.Equal((pipes[0].Tuple.LocalPort, pipes[0].Tuple.RemotePort), (pipes[1].Tuple.RemotePort!.Value, pipes[1].Tuple.LocalPort));
        Assert.Equal((pipes[0].Tuple.LocalAddress, pipes[0].Tuple.RemoteIp), (pipes[1].Tuple.RemoteIp, pipes[1].Tuple.LocalAddress));

        scene.Local.Close();
        await scene.SettleUntilAsync(() => pipes.TrueForAll(static pipe => pipe.Closed));

        void Note(Transport transport)
        {
            lock (pipes)
            {
                pipes.Add(Assert.IsType<PipeTransport>(transport));
            }
        }
    }

    [Fact]
    public async Task H23_Without_an_id_it_is_a_type_error()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Local.PipeToRouterAsync(new() { Router = scene.Remote }));
    }

    [Fact]
    public async Task H24_With_both_ids_it_is_a_type_error()
    {
        await using PipeScene scene = await PipeScene.CreateAsync();
        Producer audio = await scene.ProduceAudioAsync();
        DataProducer data = await scene.ProduceDataAsync();

        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => scene.Local.PipeToRouterAsync(new() { ProducerId = audio.Id, DataProducerId = data.Id, Router = scene.Remote }));
    }

    private static IEnumerable<int> Extensions(Consumer consumer) =>
        consumer.RtpParameters.HeaderExtensions.Select(static extension => extension.Id).Order();
}
