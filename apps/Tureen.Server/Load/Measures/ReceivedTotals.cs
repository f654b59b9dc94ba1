using Tureen.Ortc;

namespace Tureen.Server.Load.Measures;

/// <summary>What was received, by kind.</summary>
/// <param name="Audio">All audio.</param>
/// <param name="Video">All video.</param>
internal sealed record ReceivedTotals(StreamTotals Audio, StreamTotals Video)
{
    public ReceivedTotals()
        : this(new StreamTotals(), new StreamTotals())
    {
    }

    public long Packets => Audio.Packets + Video.Packets;

    public long Bytes => Audio.Bytes + Video.Bytes;

    public long Lost => Audio.Lost + Video.Lost;

    public static ReceivedTotals Of(MediaKind kind, StreamTotals totals) =>
        kind == MediaKind.Audio ? new ReceivedTotals(totals, new StreamTotals()) : new ReceivedTotals(new StreamTotals(), totals);

    public static ReceivedTotals Sum(IReadOnlyCollection<ReceivedTotals> all) => new(
        StreamTotals.Sum(all.Select(static one => one.Audio)),
        StreamTotals.Sum(all.Select(static one => one.Video)));
}
