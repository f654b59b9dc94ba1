using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>How many reports came, and how many of them may be evaluated.</summary>
internal sealed class FeedbackCounters
{
    private const int Burst = 20;
    private const int PerSecond = 100;

    private TokenBucket _bucket = new(Burst, PerSecond);

    public long Used { get; private set; }

    /// <summary>Reports that were sent and never came.</summary>
    public long Lost { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>Reports that came too often, or were about packets that were not sent.</summary>
    public long Refused { get; set; }

    public bool TryTake(Timestamp now) => _bucket.TryTake(now);

    public void Count(TransportFeedbackReader reader)
    {
        Used += reader.IsReordered ? 0 : 1;
        Reordered += reader.IsReordered ? 1 : 0;
        Lost += reader.LostReports;
    }
}
