using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>How many reports came, and how many of them may be evaluated.</summary>
internal sealed class FeedbackCounters(CongestionCounters worker)
{
    private const int Burst = 20;
    private const int PerSecond = 100;

    private TokenBucket _bucket = new(Burst, PerSecond);

    public long Used { get; private set; }

    /// <summary>Reports that were sent and never came.</summary>
    public long Lost { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>Reports that came too often, or were about packets that were not sent.</summary>
    public long Refused { get; private set; }

    public bool TryTake(Timestamp now)
    {
        bool isTaken = _bucket.TryTake(now);
        if (!isTaken)
        {
            CountRefused();
        }

        return isTaken;
    }

    /// <summary>A report is about packets that were not sent, or came too often.</summary>
    public void CountRefused()
    {
        Refused++;
        worker.CountFeedback(FeedbackFate.Refused);
    }

    /// <summary>An estimate came.</summary>
    public void CountUsed()
    {
        Used++;
        worker.CountFeedback(FeedbackFate.Used);
    }

    public void Count(ReportedFates report)
    {
        Used += report.IsReordered ? 0 : 1;
        Reordered += report.IsReordered ? 1 : 0;
        Lost += report.LostReports;
        worker.CountFeedback(report.IsReordered ? FeedbackFate.Reordered : FeedbackFate.Used);
        worker.CountFeedback(FeedbackFate.Lost, report.LostReports);
    }
}
