using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ConsumerStream
{
    /// <summary>Takes what the receiver says of this stream; true when the score changed.</summary>
    public bool HandleReceiverReport(Timestamp now, in ReportBlock report)
    {
        if (!RtcpPace.IsTaken(now, _pace.ReportTakenAt))
        {
            return false;
        }

        _pace.ReportTakenAt = now;
        _sender.HandleReceiverReport(now, _context.Ntp.ToNtp(now), report);
        return _sender.TakeScoreChanged();
    }

    public void HandleNack(Timestamp now, GenericNack nack, IDatagramSink sink)
    {
        foreach (Retransmission retransmission in _sender.HandleNack(now, nack))
        {
            if (!_transport.TryTakeResend(now, retransmission.Packet.PayloadLength))
            {
                return;
            }

            Resend(now, retransmission, sink);
        }
    }

    /// <summary>Whether a key frame was sent so recently that a request which comes now cannot know of it.</summary>
    public bool IsKeyFrameNewerThan(Timestamp now, TimeSpan feedbackDelay) => now - _pace.KeyFrameSentAt < feedbackDelay;

    /// <summary>Counts a PLI or FIR; false when there were so many that it has no effect.</summary>
    public bool TryHandleKeyFrameRequest(Timestamp now, bool isFir)
    {
        _sender.HandleKeyFrameRequest(isFir);
        return _pace.KeyFrameRequests.TryTake(now);
    }

    /// <summary>Adds the sender report, if it is due; false when there is no room.</summary>
    public bool TryAddReports(Timestamp now, NtpClock ntp, RtcpReportCompound compound)
    {
        _sender.ReleaseOld(now);
        if (!RtcpPace.IsDue(now, _pace.SentAt) || !_sender.TryGetSenderReport(now, ntp, out SenderInfo sender))
        {
            return true;
        }

        if (!compound.TryAddSender(sender, _sender.Cname, _sender.GetDlrr(now)))
        {
            return false;
        }

        _pace.SentAt = now;
        return true;
    }
}
