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

    /// <summary>Fills in what the transport reports about traffic.</summary>
    public TransportStats Describe(TransportStats stats, Timestamp now) => stats with
    {
        BytesReceived = Received.ByteCount,
        RecvBitrate = Received.GetBitrate(now).BitsPerSecond,
        BytesSent = Sent.ByteCount,
        SendBitrate = Sent.GetBitrate(now).BitsPerSecond,
        RtpBytesReceived = RtpReceived.ByteCount,
        RtpRecvBitrate = RtpReceived.GetBitrate(now).BitsPerSecond,
        RtpBytesSent = RtpSent.ByteCount,
        RtpSendBitrate = RtpSent.GetBitrate(now).BitsPerSecond,
        RtxBytesReceived = RtxReceived.ByteCount,
        RtxRecvBitrate = RtxReceived.GetBitrate(now).BitsPerSecond,
        RtxBytesSent = RtxSent.ByteCount,
        RtxSendBitrate = RtxSent.GetBitrate(now).BitsPerSecond,
    };
}
