using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>The receiver reports about one received stream (RFC 3550 §6.4.1).</summary>
internal sealed class StreamReceptionReports(ReceptionCounter reception, RtpStreamParameters parameters)
{
    private SenderReportReference _senderReport;
    private uint _reportedLost;
    private uint _previouslyLost;

    /// <summary>The last Sender Report with a clock, which shows what instants the timestamps are; null before the first.</summary>
    public SenderInfo? LastSenderReport { get; private set; }

    /// <summary>Whether any Sender Report came, even one without a clock.</summary>
    public bool IsReported { get; private set; }

    public void HandleSenderReport(Timestamp now, SenderInfo sender)
    {
        _senderReport.Set(now, sender.Ntp);
        IsReported = true;
        if (sender.Ntp.Value != 0)
        {
            LastSenderReport = sender;
        }
    }

    /// <summary>The source began anew, and its clock may be another.</summary>
    public void BeginRun() => LastSenderReport = null;

    /// <summary>
    /// The report for the interval since the last one. <paramref name="worstRemoteFractionLost"/> is the worst loss that a consumer reports: with
    /// in-band FEC it must be reported to the sender.
    /// </summary>
    public ReportBlock Take(Timestamp now, double jitter, byte worstRemoteFractionLost)
    {
        ReportBlock report = reception.TakeReport(now, parameters.Ssrc, jitter, _senderReport, out uint expectedInInterval);
        bool isWorseElsewhere = parameters.UseInBandFec && worstRemoteFractionLost > report.FractionLost;
        _reportedLost += isWorseElsewhere
            ? (uint)(((ulong)worstRemoteFractionLost * expectedInInterval) >> 8)
            : reception.Lost - _previouslyLost;
        _previouslyLost = reception.Lost;
        return report with
        {
            FractionLost = isWorseElsewhere ? worstRemoteFractionLost : report.FractionLost,
            TotalLost = Math.Clamp((int)_reportedLost, 0, ReportBlock.MaxTotalLost),
        };
    }
}
