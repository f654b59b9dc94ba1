using Tureen.Ortc;
using Tureen.Recording;

namespace Tureen.Interop.Tests.Recording;

/// <summary>A recorder beside a router, with a sender that flashes and beeps; ffmpeg decodes each frame of what it wrote.</summary>
public sealed class RecorderTests : IAsyncLifetime
{
    private const uint VideoSsrc = 1111;
    private const uint AudioSsrc = 2222;

    private static readonly TimeSpan InStep = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tureen-recorder-");
    private FlashMedia _media = null!;
    private Worker _worker = null!;
    private Router _router = null!;
    private PlainTransport _transport = null!;

    public async ValueTask InitializeAsync()
    {
        _media = await FlashMedia.CreateAsync(_folder.FullName);
        _worker = await Mediasoup.CreateWorkerAsync();
        _router = await _worker.CreateRouterAsync(new RouterOptions
        {
            MediaCodecs =
            [
                new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
                new() { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 },
            ],
        });
        _transport = await _router.CreatePlainTransportAsync(new PlainTransportOptions { ListenInfo = new() { Ip = "127.0.0.1" }, RtcpMux = true, Comedia = true });
    }

    [Fact]
    public async Task A_lossy_sender_with_a_clock_of_its_own_is_recorded_whole_and_in_step()
    {
        Recorder recorder = await StartAsync(new FolderStorage(_folder.FullName));
        await using FlashSender sender = await SendAsync(recorder, loss: 0.05, VideoSsrc, AudioSsrc, TimeSpan.Zero, FlashMedia.Length);

        RecordingSummary summary = await StopAsync(recorder);

        Assert.Null(summary.Error);
        RecordedFile file = Assert.Single(summary.Files);
        Assert.True(sender.Repeated > 10, $"{sender.Repeated} packets were sent again");
        Assert.Equal((0L, 0L, 0L), (summary.LostPackets, summary.DroppedPackets, summary.DroppedFrames));
        RecordingProbe probe = await RecordingProbe.ReadFlashesAsync(Path.Combine(_folder.FullName, file.Path));
        Assert.Equal((_media.Video.Count, (int)(FlashMedia.Length.TotalMilliseconds / 20)), (probe.Frames("video"), probe.Frames("audio")));
        Assert.InRange(probe.Duration, FlashMedia.Length.TotalSeconds - 0.1, FlashMedia.Length.TotalSeconds + 0.2);
        Assert.Equal(file.Duration.TotalSeconds, probe.Duration, tolerance: 0.05);
        probe.AssertInStep(InStep, leastPairs: 6);
    }

    [Fact]
    public async Task A_pause_and_a_return_stay_in_one_file_that_plays_and_keeps_step()
    {
        Recorder recorder = await StartAsync(new FolderStorage(_folder.FullName));
        await using (await SendAsync(recorder, 0, VideoSsrc, AudioSsrc, TimeSpan.Zero, TimeSpan.FromSeconds(3)))
        {
            // The producers close, and others of the same participant come.
            _transport.Close();
        }

        _transport = await _router.CreatePlainTransportAsync(new PlainTransportOptions { ListenInfo = new() { Ip = "127.0.0.1" }, RtcpMux = true, Comedia = true });
        await using FlashSender sender = await SendAsync(recorder, 0, VideoSsrc + 1, AudioSsrc + 1, TimeSpan.FromSeconds(3), FlashMedia.Length, pause: TimeSpan.FromSeconds(1));

        RecordingSummary summary = await StopAsync(recorder);

        RecordedFile file = Assert.Single(summary.Files);
        RecordingProbe probe = await RecordingProbe.ReadFlashesAsync(Path.Combine(_folder.FullName, file.Path));
        Assert.InRange(probe.Frames("video"), _media.Video.Count / 2, _media.Video.Count);
        probe.AssertInStep(InStep, leastPairs: 4);
    }

    [Fact]
    public async Task A_full_disk_ends_the_recording_with_a_reason_and_a_file_that_plays()
    {
        const int Capacity = 40_000;
        Recorder recorder = await StartAsync(new FullStorage(new FolderStorage(_folder.FullName), Capacity));
        await using FlashSender sender = await SendAsync(recorder, 0, VideoSsrc, AudioSsrc, TimeSpan.Zero, FlashMedia.Length);

        RecordingSummary summary = await recorder.Completion.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Contains("no space", summary.Error, StringComparison.OrdinalIgnoreCase);
        RecordedFile file = Assert.Single(summary.Files);
        Assert.Equal(summary.Error, file.Error);
        Assert.InRange(file.Length, Capacity / 4, Capacity);
        RecordingProbe probe = await RecordingProbe.ReadAsync(Path.Combine(_folder.FullName, file.Path));
        Assert.Equal(file.Duration.TotalSeconds, probe.Duration, tolerance: 0.05);
        Assert.True(probe.Frames("video") > 20);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Task<Recorder> StartAsync(IRecordingStorage storage) =>
        Recorder.StartAsync(_router, new RecorderOptions { Storage = storage, Name = "room/flash" });

    private async Task<FlashSender> SendAsync(
        Recorder recorder, double loss, uint videoSsrc, uint audioSsrc, TimeSpan from, TimeSpan to, TimeSpan? pause = null)
    {
        Producer video = await _transport.ProduceAsync(FlashSender.Video(videoSsrc));
        Producer audio = await _transport.ProduceAsync(FlashSender.Audio(audioSsrc));
        await recorder.AddAsync(video);
        await recorder.AddAsync(audio);
        var sender = new FlashSender(_transport, loss, seed: 1);
        Task sending = sender.SendAsync(_media, videoSsrc, audioSsrc, from, to);
        if (pause is { } length)
        {
            await Task.Delay(length, TestContext.Current.CancellationToken);
            await Task.WhenAll(video.PauseAsync(), audio.PauseAsync());
            await Task.Delay(length, TestContext.Current.CancellationToken);
            await Task.WhenAll(video.ResumeAsync(), audio.ResumeAsync());
        }

        await sending;
        return sender;
    }

    /// <summary>The last packets may be on their way, or be sent again.</summary>
    private static async Task<RecordingSummary> StopAsync(Recorder recorder)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        return await recorder.StopAsync();
    }
}
