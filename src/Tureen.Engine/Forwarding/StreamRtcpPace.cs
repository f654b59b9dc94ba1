using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>How often the RTCP of one outgoing stream is sent, and takes effect.</summary>
internal struct StreamRtcpPace()
{
    /// <summary>When the newest key frame began to be sent.</summary>
    public Timestamp KeyFrameSentAt = new(long.MinValue);

    /// <summary>When the last Sender Report was sent.</summary>
    public Timestamp SentAt = Timestamp.Zero;

    /// <summary>When the last receiver report took effect.</summary>
    public Timestamp ReportTakenAt = Timestamp.Zero;

    /// <summary>Key frame requests that may still take effect.</summary>
    public TokenBucket KeyFrameRequests = new(EngineLimits.KeyFrameRequestBurst, EngineLimits.KeyFrameRequestsPerSecond);
}
