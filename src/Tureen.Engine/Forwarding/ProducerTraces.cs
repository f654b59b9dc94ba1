using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>Raises the trace events of a producer that the application asked for.</summary>
internal sealed class ProducerTraces(EngineContext context, string producerId, ReceivedExtensionIds ids)
{
    private readonly TraceSwitch<ProducerTraceEventType> _switch = new();

    /// <summary>The types that are on, in the order given.</summary>
    public IReadOnlyList<ProducerTraceEventType> Types
    {
        get => _switch.Types;
        set => _switch.Types = value;
    }

    public void HandlePacket(Timestamp now, in RtpPacket packet, bool isKeyFrame, bool isRtx)
    {
        ProducerTraceEventType type = isKeyFrame && _switch.IsOn(ProducerTraceEventType.KeyFrame)
            ? ProducerTraceEventType.KeyFrame
            : ProducerTraceEventType.Rtp;
        if (_switch.IsOn(type))
        {
            var info = new RtpTraceInfo(PacketReport.Describe(packet, ids, isKeyFrame), isRtx);
            Raise(now, type, TraceDirection.In, info);
        }
    }

    public void HandleNack(Timestamp now)
    {
        if (_switch.IsOn(ProducerTraceEventType.Nack))
        {
            Raise(now, ProducerTraceEventType.Nack, TraceDirection.Out, null);
        }
    }

    public void HandleKeyFrameRequest(Timestamp now, RtpStreamReceiver stream)
    {
        ProducerTraceEventType type = stream.Parameters.UsePli ? ProducerTraceEventType.Pli : ProducerTraceEventType.Fir;
        if (_switch.IsOn(type))
        {
            Raise(now, type, TraceDirection.Out, new SsrcTraceInfo(stream.Parameters.Ssrc));
        }
    }

    public void HandleSenderReport(Timestamp now, in SenderInfo sender)
    {
        if (_switch.IsOn(ProducerTraceEventType.Sr))
        {
            var info = new SenderReportTraceInfo(
                sender.Ssrc,
                (uint)(sender.Ntp.Value >> 32),
                (uint)sender.Ntp.Value,
                sender.RtpTimestamp,
                sender.PacketCount,
                sender.OctetCount);
            Raise(now, ProducerTraceEventType.Sr, TraceDirection.In, info);
        }
    }

    private void Raise(Timestamp now, ProducerTraceEventType type, TraceDirection direction, TraceInfo? info) =>
        context.Events.Enqueue(new ProducerTraceEvent(
            producerId, new ProducerTrace { Type = type, Timestamp = now.Milliseconds, Direction = direction, Info = info }));
}
