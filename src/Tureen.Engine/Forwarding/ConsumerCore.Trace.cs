using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    private readonly bool[] _isTraced = new bool[Enum.GetValues<ConsumerTraceEventType>().Length];
    private IReadOnlyList<ConsumerTraceEventType> _traceEventTypes = [];

    /// <summary>The events that the user enabled, in the given order.</summary>
    public IReadOnlyList<ConsumerTraceEventType> TraceEventTypes
    {
        get => _traceEventTypes;
        set
        {
            _traceEventTypes = value;
            Array.Clear(_isTraced);
            foreach (ConsumerTraceEventType type in value)
            {
                _isTraced[(int)type] = true;
            }
        }
    }

    internal void TracePacket(Timestamp now, in OutgoingRtp rtp)
    {
        ConsumerTraceEventType type = rtp.Packet.IsKeyFrame && IsTraced(ConsumerTraceEventType.KeyFrame)
            ? ConsumerTraceEventType.KeyFrame
            : ConsumerTraceEventType.Rtp;
        if (IsTraced(type))
        {
            var info = new RtpTraceInfo(PacketReport.Describe(rtp, Header.Mid.IsEmpty ? null : Options.RtpParameters.Mid), rtp.IsRtx);
            RaiseTrace(now, type, TraceDirection.Out, info);
        }
    }

    private void TraceNack(Timestamp now)
    {
        if (IsTraced(ConsumerTraceEventType.Nack))
        {
            RaiseTrace(now, ConsumerTraceEventType.Nack, TraceDirection.In, null);
        }
    }

    private void TraceKeyFrameRequest(Timestamp now, uint ssrc, bool isFir)
    {
        ConsumerTraceEventType type = isFir ? ConsumerTraceEventType.Fir : ConsumerTraceEventType.Pli;
        if (IsTraced(type))
        {
            RaiseTrace(now, type, TraceDirection.In, new SsrcTraceInfo(ssrc));
        }
    }

    private bool IsTraced(ConsumerTraceEventType type) => _isTraced[(int)type];

    private void RaiseTrace(Timestamp now, ConsumerTraceEventType type, TraceDirection direction, TraceInfo? info) =>
        Context.Events.Enqueue(new ConsumerTraceEvent(
            Id, new ConsumerTrace { Type = type, Timestamp = now.Milliseconds, Direction = direction, Info = info }));
}
