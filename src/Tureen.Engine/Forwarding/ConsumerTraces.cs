using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>Raises the trace events of a consumer that the application asked for.</summary>
/// <param name="context">Takes the events.</param>
/// <param name="options">What the consumer is made of.</param>
/// <param name="header">What it negotiated for its headers.</param>
internal sealed class ConsumerTraces(EngineContext context, ConsumerCoreOptions options, ConsumerHeader header)
{
    private readonly TraceSwitch<ConsumerTraceEventType> _switch = new();

    /// <summary>The types that are on, in the order given.</summary>
    public IReadOnlyList<ConsumerTraceEventType> Types
    {
        get => _switch.Types;
        set => _switch.Types = value;
    }

    public void HandlePacket(Timestamp now, in OutgoingRtp rtp)
    {
        ConsumerTraceEventType type = rtp.Packet.IsKeyFrame && _switch.IsOn(ConsumerTraceEventType.KeyFrame)
            ? ConsumerTraceEventType.KeyFrame
            : ConsumerTraceEventType.Rtp;
        if (_switch.IsOn(type))
        {
            var info = new RtpTraceInfo(PacketReport.Describe(rtp, header.Mid.IsEmpty ? null : options.RtpParameters.Mid), rtp.IsRtx);
            Raise(now, type, TraceDirection.Out, info);
        }
    }

    public void HandleNack(Timestamp now)
    {
        if (_switch.IsOn(ConsumerTraceEventType.Nack))
        {
            Raise(now, ConsumerTraceEventType.Nack, TraceDirection.In, null);
        }
    }

    public void HandleKeyFrameRequest(Timestamp now, uint ssrc, bool isFir)
    {
        ConsumerTraceEventType type = isFir ? ConsumerTraceEventType.Fir : ConsumerTraceEventType.Pli;
        if (_switch.IsOn(type))
        {
            Raise(now, type, TraceDirection.In, new SsrcTraceInfo(ssrc));
        }
    }

    private void Raise(Timestamp now, ConsumerTraceEventType type, TraceDirection direction, TraceInfo? info) =>
        context.Events.Enqueue(new ConsumerTraceEvent(
            options.Id, new ConsumerTrace { Type = type, Timestamp = now.Milliseconds, Direction = direction, Info = info }));
}
