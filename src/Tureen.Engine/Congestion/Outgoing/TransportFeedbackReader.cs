using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Turns transport-wide feedback into the fates of packets: unwraps the peer's clock and notices lost reports.</summary>
/// <remarks>draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.</remarks>
internal sealed class TransportFeedbackReader(SentPacketHistory history, ReportedFates fates)
{
    /// <summary>Microseconds. Begins the peer's clock well above zero, because its reference times may go back.</summary>
    private const long ClockStart = 1L << 42;

    private bool _hasReports;
    private byte _count;
    private int _referenceTime;
    private long _reference = ClockStart;
    private long _nextExpected;

    /// <summary>Reads a report; false when most of it is about packets that were never sent or are forgotten.</summary>
    public bool TryRead(Timestamp now, in TransportWideFeedback report, byte path)
    {
        fates.Clear();
        if (!IsPlausible(report))
        {
            return false;
        }

        Advance(report);
        long previous = long.MinValue;
        long clock = _reference - report.ReferenceMicroseconds;
        if (fates.IsReordered)
        {
            clock = _reference + report.MicrosecondsSince(_referenceTime) - report.ReferenceMicroseconds;
        }

        foreach (TransportWideStatus status in report.Statuses)
        {
            long sequence = previous == long.MinValue ? history.Unwrap(status.SequenceNumber) : previous + 1;
            previous = sequence;
            fates.Take(now, sequence, status.IsReceived ? clock + status.ArrivalMicroseconds : null, path);
        }

        _nextExpected = fates.IsReordered ? _nextExpected : previous + 1;
        fates.Finish(now);
        return true;
    }

    private bool IsPlausible(in TransportWideFeedback report)
    {
        long first = history.Unwrap(report.BaseSequence);
        long last = first + report.StatusCount - 1;
        long known = Math.Min(last, history.Newest) - Math.Max(first, history.Oldest) + 1;
        return known > 0 && known * 2 >= report.StatusCount;
    }

    private void Advance(in TransportWideFeedback report)
    {
        byte step = (byte)(report.FeedbackCount - _count);
        if (_hasReports && step >= 128)
        {
            fates.Begin(isReordered: true, lostReports: 0);
            return;
        }

        int lost = _hasReports ? Math.Max(step - 1, 0) : 0;
        fates.Begin(isReordered: false, lost);
        long first = history.Unwrap(report.BaseSequence);
        if (_hasReports)
        {
            _reference += report.MicrosecondsSince(_referenceTime);
            if (lost == 0)
            {
                fates.AddMissing(_nextExpected, first - 1);
            }
        }

        _hasReports = true;
        _count = report.FeedbackCount;
        _referenceTime = report.ReferenceTime;
    }
}
