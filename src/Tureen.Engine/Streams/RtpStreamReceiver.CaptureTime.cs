using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Streams;

internal sealed partial class RtpStreamReceiver
{
    /// <summary>Tells when this stream's packets were captured; null where nobody asks.</summary>
    public RemoteCaptureTimeEstimator? CaptureTime { get; init; }

    /// <summary>When the packet with this RTP timestamp was captured, <see cref="Timestamp.Never"/> while that cannot be told.</summary>
    public Timestamp GetCapturedAt(uint rtpTimestamp) =>
        CaptureTime is not null && CaptureTime.TryGetCapturedAt(rtpTimestamp, out Timestamp capturedAt)
            ? capturedAt
            : Timestamp.Never;

    /// <summary>A packet told when it was captured.</summary>
    public void HandleAbsCaptureTime(uint rtpTimestamp, AbsCaptureTime time) =>
        CaptureTime?.HandleAbsCaptureTime(rtpTimestamp, time);
}
