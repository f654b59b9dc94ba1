using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Transports;

/// <summary>The byte counters and rates of one transport; it updates the worker's counters too.</summary>
internal sealed class TransportTraffic(EngineCounters worker)
{
    public RtpDataCounter Received { get; } = new(TimeSpan.FromMilliseconds(1000));

    public RtpDataCounter Sent { get; } = new(TimeSpan.FromMilliseconds(1000));

    public RtpDataCounter RtpReceived { get; } = new();

    public RtpDataCounter RtpSent { get; } = new();

    public RtpDataCounter RtxReceived { get; } = new(TimeSpan.FromMilliseconds(1000));

    public RtpDataCounter RtxSent { get; } = new(TimeSpan.FromMilliseconds(1000));

    /// <summary>Packets dropped by this transport, for any reason.</summary>
    public long Dropped { get; set; }

    public void CountReceivedRtp(Timestamp now, int length, bool isRtx)
    {
        if (isRtx)
        {
            RtxReceived.Update(now, length);
            worker.RetransmissionsReceived++;
            worker.RetransmissionBytesReceived += length;
        }
        else
        {
            RtpReceived.Update(now, length);
            worker.RtpPacketsReceived++;
            worker.RtpBytesReceived += length;
        }
    }

    public void CountSentRtp(Timestamp now, int datagramLength, int rtpLength, bool isRtx)
    {
        Sent.Update(now, datagramLength);
        if (isRtx)
        {
            RtxSent.Update(now, rtpLength);
            worker.RetransmissionsSent++;
            worker.RetransmissionBytesSent += rtpLength;
        }
        else
        {
            RtpSent.Update(now, rtpLength);
            worker.RtpPacketsSent++;
            worker.RtpBytesSent += rtpLength;
        }
    }

    public void CountSentRtcp(Timestamp now, int datagramLength)
    {
        Sent.Update(now, datagramLength);
        worker.RtcpPacketsSent++;
    }
}
