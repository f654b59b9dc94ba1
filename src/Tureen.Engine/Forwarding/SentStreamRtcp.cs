using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>The RTCP of one outgoing stream: how often its reports go out, and how often those of its receiver take effect.</summary>
internal sealed class SentStreamRtcp(EngineContext context, RtpStreamSender sender)
{
    private Timestamp _keyFrameSentAt = new(long.MinValue);
    private Timestamp _sentAt = Timestamp.Zero;
    private Timestamp _reportTakenAt = Timestamp.Zero;
    private TokenBucket _keyFrameRequests = new(EngineLimits.KeyFrameRequestBurst, EngineLimits.KeyFrameRequestsPerSecond);

    /// <summary>A packet of a key frame goes out.</summary>
    public void HandleKeyFrameSent(Timestamp now) => _keyFrameSentAt = now;

    /// <summary>Takes what the receiver says of this stream; true when the score changed.</summary>
    public bool HandleReceiverReport(Timestamp now, in ReportBlock report)
    {
        if (!RtcpPace.IsTaken(now, _reportTakenAt))
        {
            return false;
        }

        _reportTakenAt = now;
        sender.HandleReceiverReport(now, context.Ntp.ToNtp(now), report);
        return sender.TakeScoreChanged();
    }

    /// <summary>Whether a key frame was sent so recently that a request which comes now cannot know of it.</summary>
    public bool IsKeyFrameNewerThan(Timestamp now, TimeSpan feedbackDelay) => now - _keyFrameSentAt < feedbackDelay;

    /// <summary>Counts a PLI or FIR; false when there were so many that it has no effect.</summary>
    public bool TryHandleKeyFrameRequest(Timestamp now, bool isFir)
    {
        sender.HandleKeyFrameRequest(isFir);
        return _keyFrameRequests.TryTake(now);
    }

    /// <summary>Adds the sender report, if it is due; false when there is no room.</summary>
    public bool TryAddReports(Timestamp now, NtpClock ntp, RtcpReportCompound compound)
    {
        sender.ReleaseOld(now);
        if (!RtcpPace.IsDue(now, _sentAt) || !sender.TryGetSenderReport(now, ntp, out SenderInfo info))
        {
            return true;
        }

        if (!compound.TryAddSender(info, sender.Cname, sender.GetDlrr(now)))
        {
            return false;
        }

        _sentAt = now;
        return true;
    }
}
