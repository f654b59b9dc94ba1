using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private readonly bool[] _isTraced = new bool[Enum.GetValues<ProducerTraceEventType>().Length];
    private IReadOnlyList<ProducerTraceEventType> _traceEventTypes = [];

    /// <summary>The events that the user enabled, in the given order.</summary>
    public IReadOnlyList<ProducerTraceEventType> TraceEventTypes
    {
        get => _traceEventTypes;
        set
        {
            _traceEventTypes = value;
            Array.Clear(_isTraced);
            foreach (ProducerTraceEventType type in value)
            {
                _isTraced[(int)type] = true;
            }
        }
    }

    private bool IsTraced(ProducerTraceEventType type) => _isTraced[(int)type];

    private void TracePacket(Timestamp now, in RtpPacket packet, bool isKeyFrame, bool isRtx)
    {
        ProducerTraceEventType type = isKeyFrame && IsTraced(ProducerTraceEventType.KeyFrame)
            ? ProducerTraceEventType.KeyFrame
            : ProducerTraceEventType.Rtp;
        if (IsTraced(type))
        {
            var info = new RtpTraceInfo(PacketReport.Describe(packet, _ids, isKeyFrame), isRtx);
            RaiseTrace(now, type, TraceDirection.In, info);
        }
    }

    private void TraceNack(Timestamp now)
    {
        if (IsTraced(ProducerTraceEventType.Nack))
        {
            RaiseTrace(now, ProducerTraceEventType.Nack, TraceDirection.Out, null);
        }
    }

    private void TraceKeyFrameRequest(Timestamp now, RtpStreamReceiver stream)
    {
        ProducerTraceEventType type = stream.Parameters.UsePli ? ProducerTraceEventType.Pli : ProducerTraceEventType.Fir;
        if (IsTraced(type))
        {
            RaiseTrace(now, type, TraceDirection.Out, new SsrcTraceInfo(stream.Parameters.Ssrc));
        }
    }

    private void TraceSenderReport(Timestamp now, in SenderInfo sender)
    {
        if (IsTraced(ProducerTraceEventType.Sr))
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
