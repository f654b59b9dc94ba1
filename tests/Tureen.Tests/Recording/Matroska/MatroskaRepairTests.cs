using Tureen.Recording.Matroska;

namespace Tureen.Tests.Recording.Matroska;

public sealed class MatroskaRepairTests
{
    private static readonly MatroskaTrack Video = new(MatroskaTrack.Vp8, IsVideo: true) { Width = 320, Height = 240 };
    private static readonly MatroskaTrack Audio = new(MatroskaTrack.Opus, IsVideo: false) { Channels = 2 };

    [Fact]
    public void A_file_that_is_cut_anywhere_becomes_one_with_an_end()
    {
        byte[] whole = Write(isFinished: false);
        int header = HeaderLength();
        for (int length = header; length <= whole.Length; length += 37)
        {
            using MemoryStream stream = Open(whole[..length]);

            Assert.True(MatroskaRepair.IsUnfinished(stream));
            Assert.True(MatroskaRepair.TryRepair(stream, out TimeSpan duration));

            var file = new MatroskaFile(stream.ToArray());
            Assert.True(file.IsFinished);
            Assert.Equal(duration.TotalMilliseconds, file.Duration);
            Assert.Equal(file.Blocks.Count > 0 ? file.Blocks.Max(static block => block.Time) + 20 : 0, file.Duration);
            Assert.All(file.Cues, static cue => Assert.True(cue.IsCluster));
            Assert.False(MatroskaRepair.IsUnfinished(stream));
        }
    }

    [Fact]
    public void A_repaired_file_has_the_index_of_a_finished_one()
    {
        var finished = new MatroskaFile(Write(isFinished: true));
        using MemoryStream stream = Open(Write(isFinished: false));

        Assert.True(MatroskaRepair.TryRepair(stream, out _));

        Assert.Equal(finished.Cues, new MatroskaFile(stream.ToArray()).Cues);
        Assert.Equal(finished.Blocks, new MatroskaFile(stream.ToArray()).Blocks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1A45DFA3")]
    [InlineData("1A45DFA38000000000")]
    [InlineData("1A45DFA380185380670FFFFFFFFFFFFFFFFFFFFFFF")]
    public void Other_files_are_left_as_they_are(string hex)
    {
        using MemoryStream stream = Open(Convert.FromHexString(hex));

        Assert.False(MatroskaRepair.TryRepair(stream, out _));

        Assert.Equal(hex, Convert.ToHexString(stream.ToArray()));
    }

    [Fact]
    public void Random_bytes_do_no_harm()
    {
        byte[] whole = Write(isFinished: false);
        var random = new Random(5);
        for (int i = 0; i < 500; i++)
        {
            byte[] damaged = [.. whole];
            for (int k = 0; k < 4; k++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            using MemoryStream stream = Open(damaged);
            _ = MatroskaRepair.IsUnfinished(stream) && MatroskaRepair.TryRepair(stream, out _);
            Assert.InRange(stream.Length, 0, damaged.Length + 10_000);
        }
    }

    private static MemoryStream Open(byte[] bytes)
    {
        var stream = new MemoryStream();
        stream.Write(bytes);
        return stream;
    }

    private static int HeaderLength()
    {
        using var stream = new MemoryStream();
        _ = new MatroskaWriter(stream, [Video, Audio], DateTimeOffset.UnixEpoch, "one");
        return (int)stream.Length;
    }

    private static byte[] Write(bool isFinished)
    {
        using var stream = new MemoryStream();
        var writer = new MatroskaWriter(stream, [Video, Audio], DateTimeOffset.UnixEpoch, "one");
        for (int i = 0; i < 150; i++)
        {
            writer.Write(1, i * 33, isKeyFrame: i % 60 == 0, [(byte)i, 2, 3, 4]);
            writer.Write(2, i * 33, isKeyFrame: true, [(byte)i]);
        }

        if (isFinished)
        {
            writer.Finish();
        }
        else
        {
            writer.Flush();
        }

        return stream.ToArray();
    }
}
