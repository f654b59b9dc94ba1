using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    /// <summary>The trace events that the application asked for, in the order given.</summary>
    public IReadOnlyList<ConsumerTraceEventType> TraceEventTypes
    {
        get => _trace.Types;
        set => _trace.Types = value;
    }

    internal void TracePacket(Timestamp now, in OutgoingRtp rtp)
    {
        ConsumerTraceEventType type = rtp.Packet.IsKeyFrame && _trace.IsOn(ConsumerTraceEventType.KeyFrame)
            ? ConsumerTraceEventType.KeyFrame
            : ConsumerTraceEventType.Rtp;
        if (_trace.IsOn(type))
        {
            var info = new RtpTraceInfo(PacketReport.Describe(rtp, Header.Mid.IsEmpty ? null : Options.RtpParameters.Mid), rtp.IsRtx);
            RaiseTrace(now, type, TraceDirection.Out, info);
        }
    }

    private void TraceNack(Timestamp now)
    {
        if (_trace.IsOn(ConsumerTraceEventType.Nack))
        {
            RaiseTrace(now, ConsumerTraceEventType.Nack, TraceDirection.In, null);
        }
    }

    private void TraceKeyFrameRequest(Timestamp now, uint ssrc, bool isFir)
    {
        ConsumerTraceEventType type = isFir ? ConsumerTraceEventType.Fir : ConsumerTraceEventType.Pli;
        if (_trace.IsOn(type))
        {
            RaiseTrace(now, type, TraceDirection.In, new SsrcTraceInfo(ssrc));
        }
    }

    private void RaiseTrace(Timestamp now, ConsumerTraceEventType type, TraceDirection direction, TraceInfo? info) =>
        Context.Events.Enqueue(new ConsumerTraceEvent(
            Id, new ConsumerTrace { Type = type, Timestamp = now.Milliseconds, Direction = direction, Info = info }));
}
