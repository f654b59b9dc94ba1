using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Transports;

/// <summary>The byte counters and rates of one transport.</summary>
internal sealed class TransportTraffic
{
    public RtpDataCounter Received { get; } = new(TimeSpan.FromMilliseconds(1000));

    public RtpDataCounter Sent { get; } = new(TimeSpan.FromMilliseconds(1000));

    public RtpDataCounter RtpReceived { get; } = new();

    public RtpDataCounter RtpSent { get; } = new();

    public RtpDataCounter RtxReceived { get; } = new(TimeSpan.FromMilliseconds(1000));

    public RtpDataCounter RtxSent { get; } = new(TimeSpan.FromMilliseconds(1000));

    /// <summary>Packets dropped by this transport, for whatever reason.</summary>
    public long Dropped { get; set; }

    public void CountSentRtp(Timestamp now, int datagramLength, int rtpLength, bool isRtx)
    {
        Sent.Update(now, datagramLength);
        (isRtx ? RtxSent : RtpSent).Update(now, rtpLength);
    }
}
