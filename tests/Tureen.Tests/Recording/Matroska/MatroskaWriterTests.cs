using Tureen.Recording.Matroska;

namespace Tureen.Tests.Recording.Matroska;

public sealed class MatroskaWriterTests
{
    private static readonly MatroskaTrack Video = new(MatroskaTrack.Vp8, IsVideo: true) { Width = 320, Height = 240 };
    private static readonly MatroskaTrack Audio = new(MatroskaTrack.Opus, IsVideo: false) { Channels = 2, CodecPrivate = [1, 2, 3] };

    [Fact]
    public void A_finished_file_has_its_frames_its_duration_and_places_to_go_on_from()
    {
        using var stream = new MemoryStream();
        var writer = new MatroskaWriter(stream, [Video, Audio], DateTimeOffset.UnixEpoch, "one");
        for (int i = 0; i < 90; i++)
        {
            writer.Write(1, i * 33, isKeyFrame: i % 45 == 0, [(byte)i]);
            writer.Write(2, i * 33, isKeyFrame: true, [0xA0, (byte)i]);
        }

        writer.Finish();

        var file = new MatroskaFile(stream.ToArray());
        Assert.True(file.IsFinished);
        Assert.Equal("webm", file.DocType);
        Assert.Equal([MatroskaTrack.Vp8, MatroskaTrack.Opus], file.Codecs);
        Assert.Equal(["010203"], file.Privates);
        Assert.Equal(180, file.Blocks.Count);
        Assert.Equal((1, 45 * 33L, true, "2D"), file.Blocks[90]);
        Assert.Equal((89 * 33) + 33, file.Duration);
        Assert.Equal([(0L, true), (45 * 33L, true)], file.Cues);
        Assert.Equal(stream.Length, writer.Length);
    }

    [Fact]
    public void What_is_in_the_file_at_any_time_ends_with_a_whole_cluster()
    {
        using var stream = new MemoryStream();
        var writer = new MatroskaWriter(stream, [Audio], DateTimeOffset.UnixEpoch, "one");
        for (int i = 0; i < 200; i++)
        {
            writer.Write(1, i * 20, isKeyFrame: true, [(byte)i]);

            Assert.Equal(writer.Length, stream.Length);
            Assert.InRange(new MatroskaFile(stream.ToArray()).Blocks.Count, i - 50, i);
        }
    }

    [Fact]
    public void Times_of_a_track_never_go_back_and_those_of_video_go_on()
    {
        using var stream = new MemoryStream();
        var writer = new MatroskaWriter(stream, [Video, Audio], DateTimeOffset.UnixEpoch, "one");
        foreach (long time in new long[] { 100, 90, -5, 140 })
        {
            writer.Write(1, time, isKeyFrame: time == 100, [1]);
            writer.Write(2, time, isKeyFrame: true, [2]);
        }

        writer.Finish();

        var file = new MatroskaFile(stream.ToArray());
        Assert.Equal([100, 101, 102, 140], file.Blocks.Where(static block => block.Track == 1).Select(static block => block.Time));
        Assert.Equal([100, 100, 100, 140], file.Blocks.Where(static block => block.Track == 2).Select(static block => block.Time));
    }

    [Fact]
    public void H264_makes_it_a_matroska_file()
    {
        using var stream = new MemoryStream();

        _ = new MatroskaWriter(stream, [new MatroskaTrack(MatroskaTrack.H264, IsVideo: true)], DateTimeOffset.UnixEpoch, "one");

        Assert.Equal("matroska", new MatroskaFile(stream.ToArray()).DocType);
    }
}
