using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Streams;

/// <summary>Estimates when the packets of one received stream were captured, on this engine's time line.</summary>
internal sealed class RemoteCaptureTimeEstimator(RemoteCaptureClock clock, int clockRate)
{
    private static readonly TimeSpan MaxAbsCaptureTimeDistance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxSenderReportDistance = TimeSpan.FromSeconds(10);

    private NtpTime? _captured;
    private uint _capturedTimestamp;
    private NtpTime? _reported;
    private uint _reportedTimestamp;
    private Timestamp _reportedAt;

    /// <summary>A Sender Report about this stream came; the peer's clock is estimated from it too.</summary>
    public void HandleSenderReport(Timestamp now, SenderInfo sender, TimeSpan roundTrip)
    {
        if (sender.Ntp.Value == 0)
        {
            return;
        }

        clock.Offset.HandleReport(now, sender.Ntp, roundTrip);
        if (!IsStep(sender.Ntp, now))
        {
            _reported = sender.Ntp;
            _reportedTimestamp = sender.RtpTimestamp;
            _reportedAt = now;
        }
    }

    /// <summary>The source began anew, so its RTP timestamps may be unrelated to the earlier ones.</summary>
    public void Restart()
    {
        _captured = null;
        _reported = null;
    }

    /// <summary>A packet carried its capture time.</summary>
    public void HandleAbsCaptureTime(uint rtpTimestamp, AbsCaptureTime time)
    {
        if (time.CapturedAt.Value == 0)
        {
            return;
        }

        // By the sender's clock, which its Sender Reports carry, not by the capturer's.
        _captured = new NtpTime(time.CapturedAt.Value - (ulong)(time.ClockOffset ?? 0));
        _capturedTimestamp = rtpTimestamp;
    }

    /// <summary>When the packet with this timestamp was captured; false while that is unknown.</summary>
    public bool TryGetCapturedAt(uint rtpTimestamp, out Timestamp capturedAt)
    {
        capturedAt = default;
        return clock.Source switch
        {
            CaptureTimeSource.AbsCaptureTime =>
                TryInterpolate(_captured, _capturedTimestamp, rtpTimestamp, MaxAbsCaptureTimeDistance, out capturedAt),
            CaptureTimeSource.SenderReport =>
                _reported is { } reported
                && !IsStep(reported, _reportedAt)
                && TryInterpolate(_reported, _reportedTimestamp, rtpTimestamp, MaxSenderReportDistance, out capturedAt),
            _ => false,
        };
    }

    /// <summary>
    /// A report is sent at the instant that it carries. If it seems to come from another time, the peer's clock was set between it and
    /// most other reports.
    /// </summary>
    private bool IsStep(NtpTime ntp, Timestamp arrival) =>
        clock.Offset.TryTranslate(ntp, out Timestamp sentAt) && (arrival - sentAt).Duration() > EngineLimits.MaxReportedClockStep;

    private bool TryInterpolate(NtpTime? reference, uint referenceTimestamp, uint timestamp, TimeSpan maxDistance, out Timestamp at)
    {
        at = default;
        if (reference is not { } known || clockRate <= 0 || !clock.Offset.TryTranslate(known, out Timestamp local))
        {
            return false;
        }

        var distance = TimeSpan.FromMicroseconds((int)(timestamp - referenceTimestamp) * 1_000_000L / clockRate);
        at = local + distance;
        return distance.Duration() <= maxDistance;
    }
}
