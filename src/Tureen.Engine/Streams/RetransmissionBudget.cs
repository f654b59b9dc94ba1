using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>
/// Bounds what a receiver can make a stream send by NACKs: per round trip no more packets than the stream itself sent, or a
/// small number if that is more.
/// </summary>
internal struct RetransmissionBudget
{
    /// <summary>A receiver may claim any round trip; shorter ones than this earn no larger budget.</summary>
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestWindow = TimeSpan.FromMilliseconds(1000);

    private Timestamp _windowEnd;
    private int _sent;
    private int _sentBefore;
    private int _resent;

    public void CountSent(Timestamp now, TimeSpan roundTrip)
    {
        Advance(now, roundTrip);
        _sent++;
    }

    public bool TryTake(Timestamp now, TimeSpan roundTrip)
    {
        Advance(now, roundTrip);
        int allowed = Math.Max(EngineLimits.MinRetransmissionsPerRoundTrip, Math.Max(_sent, _sentBefore));
        if (_resent >= allowed)
        {
            return false;
        }

        _resent++;
        return true;
    }

    private void Advance(Timestamp now, TimeSpan roundTrip)
    {
        if (now < _windowEnd)
        {
            return;
        }

        TimeSpan window = roundTrip < ShortestWindow ? ShortestWindow : roundTrip;
        window = window > LongestWindow ? LongestWindow : window;
        bool isNext = now - _windowEnd < window;
        _sentBefore = isNext ? _sent : 0;
        _sent = 0;
        _resent = 0;
        _windowEnd = now + window;
    }
}
