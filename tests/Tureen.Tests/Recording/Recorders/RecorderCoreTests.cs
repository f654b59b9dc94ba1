using Tureen.Recording;
using Tureen.Recording.Tracks;
using Tureen.Tests.Recording.Matroska;

namespace Tureen.Tests.Recording.Recorders;

public sealed class RecorderCoreTests
{
    private const int VideoTrack = 1;
    private const int AudioTrack = 2;

    [Fact]
    public void Sound_and_picture_are_where_they_were_captured_whatever_their_delays()
    {
        var scene = new RecorderScene();
        RecordedTrack video = scene.Add(RecorderScene.CreateVideo());
        RecordedTrack audio = scene.Add(RecorderScene.CreateAudio());
        Send(scene, video, audio, 0, 3_000);

        RecordingSummary summary = scene.Stop(5_000);

        MatroskaFile file = scene.Storage.Open(Assert.Single(summary.Files).Path);
        Assert.Equal(Enumerable.Range(0, 75).Select(static i => i * 40L), Times(file, VideoTrack));
        Assert.Equal(Enumerable.Range(0, 150).Select(static i => i * 20L), Times(file, AudioTrack));
        Assert.Equal(["started room/ann-1.webm", "ended room/ann-1.webm"], scene.Events);
        Assert.Equal(file.Blocks.Select(static block => block.Time).Order(), file.Blocks.Select(static block => block.Time));
    }

    [Fact]
    public void Frames_before_the_first_report_of_the_sender_wait_for_it()
    {
        var scene = new RecorderScene();
        RecordedTrack video = scene.Add(RecorderScene.CreateVideo());
        RecordedTrack audio = scene.Add(RecorderScene.CreateAudio());
        Send(scene, video, audio, 0, 4_000, hasAudioClock: static at => at >= 2_500);

        RecordingSummary summary = scene.Stop(6_000);

        MatroskaFile file = scene.Storage.Open(Assert.Single(summary.Files).Path);
        Assert.Equal(Enumerable.Range(0, 200).Select(static i => i * 20L), Times(file, AudioTrack));
        Assert.Equal(0, Times(file, VideoTrack).First());
    }

    [Fact]
    public void A_sender_that_never_reports_is_recorded_by_arrival()
    {
        var scene = new RecorderScene();
        RecordedTrack audio = scene.Add(RecorderScene.CreateAudio());
        Send(scene, null, audio, 0, 9_000, hasAudioClock: static _ => false);
        scene.Turn(9_000);

        Assert.Equal(["started room/ann-1.webm"], scene.Events);
        Assert.Equal(450, Times(scene.Storage.Open(scene.Stop(9_000).Files[0].Path), 1).Count());
    }

    [Fact]
    public void A_track_that_joins_begins_another_file_with_a_key_frame_and_loses_no_sound()
    {
        var scene = new RecorderScene();
        RecordedTrack video = scene.Add(RecorderScene.CreateVideo());
        Send(scene, video, null, 0, 2_000);
        RecordedTrack audio = scene.Add(RecorderScene.CreateAudio());
        Send(scene, video, audio, 2_000, 6_000);

        RecordingSummary summary = scene.Stop(8_000);

        Assert.Equal(["room/ann-1.webm", "room/ann-2.webm"], summary.Files.Select(static file => file.Path));
        MatroskaFile second = scene.Storage.Open("room/ann-2.webm");
        Assert.Equal(200, Times(second, AudioTrack).Count());
        Assert.True(second.Blocks.First(static block => block.Track == VideoTrack).IsKey);
        Assert.Equal(150, Times(scene.Storage.Open("room/ann-1.webm"), 1).Count() + Times(second, VideoTrack).Count());
        Assert.Equal(TimeSpan.FromSeconds(2), summary.Files[1].StartedAt - summary.Files[0].StartedAt);
    }

    [Fact]
    public void Another_codec_begins_another_file_and_the_same_codec_does_not()
    {
        var scene = new RecorderScene();
        RecordedTrack first = scene.Add(RecorderScene.CreateVideo());
        Send(scene, first, null, 0, 1_000);
        scene.Remove(first);
        RecordedTrack again = scene.Add(RecorderScene.CreateVideo());
        Send(scene, again, null, 3_000, 4_000);
        scene.Remove(again);

        RecordingSummary summary = scene.Stop(6_000);

        MatroskaFile file = scene.Storage.Open(Assert.Single(summary.Files).Path);
        Assert.Equal([.. Steps(0, 1_000), .. Steps(3_000, 4_000)], Times(file, VideoTrack));
    }

    [Fact]
    public void A_loss_that_is_not_repaired_costs_the_frames_to_the_next_key_frame_which_is_asked_for()
    {
        var scene = new RecorderScene();
        RecordedTrack video = scene.Add(RecorderScene.CreateVideo());
        for (int i = 0; i < 200; i++)
        {
            if (i != 30)
            {
                scene.SendVideo(video, i, i * 40, isKeyFrame: i % 100 == 0);
            }

            scene.Turn((i * 40) + 50);
        }

        RecordingSummary summary = scene.Stop(10_000);

        Assert.Equal([.. Steps(0, 1_200), .. Steps(4_000, 8_000)], Times(scene.Storage.Open(summary.Files[0].Path), VideoTrack));
        Assert.Equal((1L, 69L), (summary.LostPackets, summary.DroppedFrames));
        Assert.InRange(scene.KeyFrameRequests, 2, 5);
    }

    [Fact]
    public void A_full_disk_ends_the_recording_with_the_reason_and_a_finished_file()
    {
        var scene = new RecorderScene(capacity: 2_000);
        RecordedTrack audio = scene.Add(RecorderScene.CreateAudio());
        Send(scene, null, audio, 0, 9_000);
        scene.Turn(9_000);

        RecordingSummary summary = scene.Summary();

        Assert.Equal("No space left on device", summary.Error);
        MatroskaFile file = scene.Storage.Open(Assert.Single(summary.Files).Path);
        Assert.True(file.IsFinished);
        Assert.NotEmpty(file.Blocks);
        Assert.Equal(["started room/ann-1.webm", "ended room/ann-1.webm"], scene.Events);
    }

    [Fact]
    public void What_the_writer_does_not_take_in_time_is_dropped_and_counted()
    {
        var scene = new RecorderScene();
        RecordedTrack audio = scene.Add(RecorderScene.CreateAudio());
        for (int i = 0; i < 40_000; i++)
        {
            scene.SendAudio(audio, i, i * 20);
        }

        RecordingSummary summary = scene.Stop(800_000);

        Assert.InRange(summary.DroppedPackets, 1_000, 39_000);
    }

    [Fact]
    public void Nothing_that_came_leaves_no_file()
    {
        var scene = new RecorderScene();
        scene.Add(RecorderScene.CreateVideo());

        Assert.Empty(scene.Stop(1_000).Files);
        Assert.Empty(scene.Storage.Names);
    }

    /// <summary>Sends 25 pictures and 50 packets of sound in a second, with a key frame each second, and lets the recorder work.</summary>
    private static void Send(RecorderScene scene, RecordedTrack? video, RecordedTrack? audio, int from, int to, Func<int, bool>? hasAudioClock = null)
    {
        for (int at = from; at < to; at += 20)
        {
            if (video is not null && at % 40 == 0)
            {
                scene.SendVideo(video, at / 40, at, isKeyFrame: at % 1_000 == 0);
            }

            if (audio is not null)
            {
                scene.SendAudio(audio, at / 20, at, hasClock: hasAudioClock?.Invoke(at) ?? true);
            }

            scene.Turn(at + 150);
        }
    }

    private static IEnumerable<long> Times(MatroskaFile file, int track) =>
        file.Blocks.Where(block => block.Track == track).Select(static block => block.Time);

    private static IEnumerable<long> Steps(int from, int to) => Enumerable.Range(from / 40, (to - from) / 40).Select(static i => i * 40L);
}
