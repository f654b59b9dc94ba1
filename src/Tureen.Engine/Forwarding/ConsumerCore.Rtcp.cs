using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    /// <summary>The worst loss that the receiver reports, in units of 1/256.</summary>
    public byte RemoteFractionLost => _streams.RemoteFractionLost;

    public void HandleReceiverReport(Timestamp now, in ReportBlock report)
    {
        if (_streams.Find(report.Ssrc) is ConsumerStream stream && stream.Rtcp.HandleReceiverReport(now, report) && HasScoreEvents)
        {
            RaiseScore();
        }
    }

    public void HandleNack(Timestamp now, GenericNack nack, IDatagramSink sink)
    {
        Context.Counters.NacksReceived++;
        if (IsActive && _streams.Find(nack.MediaSsrc) is ConsumerStream stream)
        {
            Traces.HandleNack(now);
            stream.HandleNack(now, nack, sink);
        }
    }

    /// <summary>The receiver requests a key frame of the stream that it gets.</summary>
    public void HandleKeyFrameRequest(Timestamp now, uint ssrc, bool isFir, IDatagramSink sink)
    {
        if (_streams.Find(ssrc) is ConsumerStream stream)
        {
            Traces.HandleKeyFrameRequest(now, ssrc, isFir);
            Context.Counters.KeyFrameRequestsReceived++;
            stream.RepeatParameterSets();
            bool isOnItsWay = stream.Rtcp.IsKeyFrameNewerThan(now, Transport.GetFeedbackDelay(now));
            if (stream.Rtcp.TryHandleKeyFrameRequest(now, isFir) && IsActive && Kind == MediaKind.Video && !isOnItsWay)
            {
                RequestCurrentKeyFrame(now, sink);
            }
        }
    }

    /// <summary>The peer reported its clock (RRT), so that reports can answer it.</summary>
    public void HandleReferenceTime(Timestamp now, uint ssrc, NtpTime ntp) => _streams.HandleReferenceTime(now, ssrc, ntp);

    /// <summary>Adds the reports about what is sent, if any is due; false when there is no room.</summary>
    public bool TryAddReports(Timestamp now, NtpClock ntp, RtcpReportCompound compound) => _streams.TryAddReports(now, ntp, compound);
}
