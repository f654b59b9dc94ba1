using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// A queue that others keep full, whatever we send: a TCP flow fills a FIFO until it loses packets. Against it a rule of delay alone would starve
/// (RFC 8867 §5.6), so what others cause is taken off what we see.
/// </summary>
internal sealed class ForeignQueue
{
    private const int Capacity = 64;
    private const double LeastQueue = 40;
    private const double Most = 400;
    private const double Margin = 1.2;
    private const double DrainingShare = 0.75;
    private static readonly TimeSpan LeastEpisode = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastWindow = TimeSpan.FromMilliseconds(1900);
    private static readonly TimeSpan EndAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RevokedWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(16);

    private readonly RecentEntries<(Timestamp At, double Queue)> _recent = new(Capacity);
    private Timestamp _raisedAt = Timestamp.Never;
    private Timestamp _lowSince = Timestamp.Never;
    private TimeSpan _patience = LeastEpisode;

    /// <summary>Milliseconds that others cause; 0 for none.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>Takes the standing queue that a report shows, and ends the foreign one after it was gone for a while.</summary>
    public void Update(Timestamp now, double queue, double threshold)
    {
        _recent.Add((now, queue));
        _lowSince = queue < threshold ? Timestamp.Min(_lowSince, now) : Timestamp.Never;
        if (Milliseconds > 0 && !_lowSince.IsNever && now - _lowSince > EndAfter)
        {
            Milliseconds = 0;
        }
    }

    /// <summary>Whether the queue of a congested path is somebody else's: we send half of what we did, all of it passes, and the queue stands.</summary>
    /// <param name="now">The time.</param>
    /// <param name="episode">How long the path is congested.</param>
    /// <param name="queue">The standing queue, in milliseconds.</param>
    /// <param name="hasGivenWay">Whether we send half or less of what we sent before, and it passes.</param>
    public bool TryRaise(Timestamp now, TimeSpan episode, double queue, bool hasGivenWay)
    {
        if (!hasGivenWay || queue <= LeastQueue || episode <= _patience || !Stands(now, queue))
        {
            return false;
        }

        Milliseconds = Math.Min(Most, Margin * queue);
        _raisedAt = now;
        return true;
    }

    /// <summary>A queue beyond the foreign one soon after it was found: it was ours after all, and the next verdict takes twice the time.</summary>
    public bool TryRevoke(Timestamp now, double own)
    {
        if (Milliseconds == 0 || own <= 60 || now - _raisedAt > RevokedWithin)
        {
            return false;
        }

        Milliseconds = 0;
        _patience = _patience * 2 > MostPatience ? MostPatience : _patience * 2;
        return true;
    }

    public void Clear()
    {
        Milliseconds = 0;
        _recent.Clear();
        _patience = LeastEpisode;
        _lowSince = Timestamp.Never;
    }

    private bool Stands(Timestamp now, double queue)
    {
        double largest = queue;
        Timestamp oldest = now;
        for (int back = 1; back <= _recent.Count; back++)
        {
            (Timestamp at, double before) = _recent[back];
            if (now - at > Window)
            {
                break;
            }

            largest = Math.Max(largest, before);
            oldest = at;
        }

        return now - oldest >= LeastWindow && queue > DrainingShare * largest;
    }
}
