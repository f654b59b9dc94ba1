namespace Tureen.Server.Load.Measures;

/// <summary>What was received, of one stream or of many.</summary>
internal sealed record StreamTotals
{
    public long Streams { get; init; }

    /// <summary>Streams of which nothing came.</summary>
    public long SilentStreams { get; init; }

    public long Packets { get; init; }

    public long Bytes { get; init; }

    public long Lost { get; init; }

    public long Frames { get; init; }

    public long Freezes { get; init; }

    public TimeSpan Frozen { get; init; }

    public TimeSpan Watched { get; init; }

    /// <summary>Frames by the height of the picture.</summary>
    public IReadOnlyDictionary<int, long> FramesByHeight { get; init; } = new Dictionary<int, long>();

    public static StreamTotals Sum(IEnumerable<StreamTotals> all)
    {
        StreamTotals sum = new();
        Dictionary<int, long> heights = [];
        foreach (StreamTotals one in all)
        {
            sum = sum with
            {
                Streams = sum.Streams + one.Streams,
                SilentStreams = sum.SilentStreams + one.SilentStreams,
                Packets = sum.Packets + one.Packets,
                Bytes = sum.Bytes + one.Bytes,
                Lost = sum.Lost + one.Lost,
                Frames = sum.Frames + one.Frames,
                Freezes = sum.Freezes + one.Freezes,
                Frozen = sum.Frozen + one.Frozen,
                Watched = sum.Watched + one.Watched,
            };
            foreach ((int height, long frames) in one.FramesByHeight)
            {
                heights[height] = heights.GetValueOrDefault(height) + frames;
            }
        }

        return sum with { FramesByHeight = heights };
    }
}
