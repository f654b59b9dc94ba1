using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>When a change of what is available is worth an event: once a second, or at once when it is large (mediasoup's pace).</summary>
internal struct AvailableBitrateNotice(Bitrate initial)
{
    private const double MuchLess = 0.75;
    private const double MuchMore = 1.5;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private Bitrate _last = initial;
    private Timestamp _raisedAt = Timestamp.Zero;

    public bool TryTake(Timestamp now, Bitrate available)
    {
        bool isLarge = available.BitsPerSecond < MuchLess * _last.BitsPerSecond || available.BitsPerSecond > MuchMore * _last.BitsPerSecond;
        if (available == _last || (!isLarge && now - _raisedAt < Interval))
        {
            return false;
        }

        _last = available;
        _raisedAt = now;
        return true;
    }
}
