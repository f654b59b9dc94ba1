using Tureen.Engine.Primitives;
using Tureen.Recording.Settings;

namespace Tureen.Recording.Tracks;

/// <summary>Brings the frames of all tracks into the order in which they were captured.</summary>
/// <param name="hold">How long after its capture a frame is written; what was captured before it has come by then.</param>
internal sealed class TrackMerge(TimeSpan hold)
{
    private readonly List<RecordedTrack> _tracks = [];

    public IReadOnlyList<RecordedTrack> Tracks => _tracks;

    public void Add(RecordedTrack track) => _tracks.Add(track);

    /// <summary>A track sends nothing more; what it has goes on.</summary>
    public void Remove(RecordedTrack track) => _tracks.Remove(track);

    /// <summary>Takes the next frame.</summary>
    /// <param name="now">The time; <see cref="Timestamp.Never"/> to wait for nothing.</param>
    /// <param name="frame">The frame.</param>
    public bool TryTake(Timestamp now, out TrackFrame frame)
    {
        frame = null!;
        bool isFull = _tracks.Sum(static track => track.HeldBytes) > RecordingLimits.MaxHeldBytes;
        if (!isFull && _tracks.Exists(track => track.IsUnsettled(now)))
        {
            return false;
        }

        Timestamp until = isFull || now.IsNever ? Timestamp.Never : now - hold;
        RecordedTrack? first = null;
        Timestamp earliest = Timestamp.Never;
        foreach (RecordedTrack track in _tracks)
        {
            if (track.Peek() is { } next && next.At <= until && (first is null || next.At < earliest))
            {
                (first, earliest) = (track, next.At);
            }
        }

        if (first is null)
        {
            return false;
        }

        frame = first.Take();
        return true;
    }
}
