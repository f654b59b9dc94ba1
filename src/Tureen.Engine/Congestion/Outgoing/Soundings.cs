using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// Small packets while nothing else is sent on a path that is congested or blind. Without them a transport whose video was paused would never learn
/// that its queue has drained.
/// </summary>
internal sealed class Soundings
{
    /// <summary>Bytes of each on the wire.</summary>
    public const int Length = 150;

    private const double ShareOfAvailable = 0.03;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WhileBlind = TimeSpan.FromMilliseconds(150);

    private Timestamp _sentAt = Timestamp.Zero;

    /// <summary>Any packet with a number left.</summary>
    public void HandleSent(Timestamp now) => _sentAt = now;

    public Timestamp GetNext(CongestionState state, double available) => state switch
    {
        CongestionState.Clear => Timestamp.Never,
        CongestionState.Blind => _sentAt + WhileBlind,
        _ => _sentAt + GetInterval(available),
    };

    private static TimeSpan GetInterval(double available)
    {
        var interval = TimeSpan.FromSeconds(Length * 8 / (ShareOfAvailable * available));
        return interval < Shortest ? Shortest : interval > Longest ? Longest : interval;
    }
}
