using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Streams;

internal sealed partial class RtpStreamReceiver
{
    /// <summary>Estimates when this stream's packets were captured; null where nobody asks.</summary>
    public RemoteCaptureTimeEstimator? CaptureTime { get; init; }

    /// <summary>
    /// When the packet with this RTP timestamp, which comes now, was captured; <see cref="Timestamp.Never"/> while that is unknown, and where
    /// the clocks claim something impossible (<see cref="EngineLimits.MaxCaptureDistance"/>).
    /// </summary>
    public Timestamp GetCapturedAt(Timestamp now, uint rtpTimestamp) =>
        CaptureTime is not null
        && CaptureTime.TryGetCapturedAt(rtpTimestamp, out Timestamp capturedAt)
        && (now - capturedAt).Duration() <= EngineLimits.MaxCaptureDistance
            ? capturedAt
            : Timestamp.Never;

    /// <summary>A packet carried its capture time.</summary>
    public void HandleAbsCaptureTime(uint rtpTimestamp, AbsCaptureTime time) =>
        CaptureTime?.HandleAbsCaptureTime(rtpTimestamp, time);
}
