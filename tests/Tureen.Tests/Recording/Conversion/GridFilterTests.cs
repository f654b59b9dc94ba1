using System.Text.RegularExpressions;
using Tureen.Recording;
using Tureen.Recording.Conversion;

namespace Tureen.Tests.Recording.Conversion;

public sealed class GridFilterTests
{
    [Fact]
    public void Files_of_one_cell_share_a_place_and_each_begins_in_its_time()
    {
        string filter = GridFilter.Write(
            [
                Input("ann", 0, hasVideo: true),
                Input("ben", 2, hasVideo: true),
                Input("ann", 5.5, hasVideo: true),
                Input("cat", 6, hasVideo: false),
            ],
            maxCells: 16);

        Assert.StartsWith("color=black:s=1280x720:r=25:d=9.000[p0];", filter, StringComparison.Ordinal);
        Assert.Equal(["0:0", "640:0", "0:0"], Regex.Matches(filter, "overlay=(?<place>[0-9]+:[0-9]+)", RegexOptions.ExplicitCapture).Select(static one => one.Groups["place"].Value));
        Assert.Contains("[2:v]setpts=PTS-STARTPTS+5.500/TB", filter, StringComparison.Ordinal);
        Assert.Contains("[3:a]aresample=48000:async=1000,adelay=6000:all=1[a3]", filter, StringComparison.Ordinal);
        Assert.EndsWith("amix=inputs=4:normalize=0[sound]", filter, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_beyond_the_places_are_left_out_and_their_sound_is_not()
    {
        string filter = GridFilter.Write([.. Enumerable.Range(0, 9).Select(static i => Input($"peer{i}", i, hasVideo: true))], maxCells: 4);

        Assert.Equal(4, Regex.Count(filter, "overlay="));
        Assert.Contains("amix=inputs=9", filter, StringComparison.Ordinal);
    }

    private static GridInput Input(string cell, double offset, bool hasVideo) =>
        new($"{cell}.webm", cell, TimeSpan.FromSeconds(offset), TimeSpan.FromSeconds(3), hasVideo, HasAudio: true);
}
