using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    /// <summary>The trace events that the application asked for, in the order given.</summary>
    public IReadOnlyList<ProducerTraceEventType> TraceEventTypes
    {
        get => _trace.Types;
        set => _trace.Types = value;
    }

    private void TracePacket(Timestamp now, in RtpPacket packet, bool isKeyFrame, bool isRtx)
    {
        ProducerTraceEventType type = isKeyFrame && _trace.IsOn(ProducerTraceEventType.KeyFrame)
            ? ProducerTraceEventType.KeyFrame
            : ProducerTraceEventType.Rtp;
        if (_trace.IsOn(type))
        {
            var info = new RtpTraceInfo(PacketReport.Describe(packet, _ids, isKeyFrame), isRtx);
            RaiseTrace(now, type, TraceDirection.In, info);
        }
    }

    private void TraceNack(Timestamp now)
    {
        if (_trace.IsOn(ProducerTraceEventType.Nack))
        {
            RaiseTrace(now, ProducerTraceEventType.Nack, TraceDirection.Out, null);
        }
    }

    private void TraceKeyFrameRequest(Timestamp now, RtpStreamReceiver stream)
    {
        ProducerTraceEventType type = stream.Parameters.UsePli ? ProducerTraceEventType.Pli : ProducerTraceEventType.Fir;
        if (_trace.IsOn(type))
        {
            RaiseTrace(now, type, TraceDirection.Out, new SsrcTraceInfo(stream.Parameters.Ssrc));
        }
    }

    private void TraceSenderReport(Timestamp now, in SenderInfo sender)
    {
        if (_trace.IsOn(ProducerTraceEventType.Sr))
        {
            var info = new SenderReportTraceInfo(
                sender.Ssrc,
                (uint)(sender.Ntp.Value >> 32),
                (uint)sender.Ntp.Value,
                sender.RtpTimestamp,
                sender.PacketCount,
                sender.OctetCount);
            RaiseTrace(now, ProducerTraceEventType.Sr, TraceDirection.In, info);
        }
    }

    private void RaiseTrace(Timestamp now, ProducerTraceEventType type, TraceDirection direction, TraceInfo? info) =>
        _context.Events.Enqueue(new ProducerTraceEvent(
            Id, new ProducerTrace { Type = type, Timestamp = now.Milliseconds, Direction = direction, Info = info }));
}
