using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Media;

/// <summary>Raises a transport's "bwe" and "probation" traces, where the application asked for them.</summary>
internal sealed class SendTraces(TransportCore transport)
{
    /// <summary>What is available has changed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="available">Bits per second that are available.</param>
    /// <param name="minimum">Bits per second that the application wants at least; 0 for no limit.</param>
    /// <param name="desired">What the consumers could use.</param>
    public void RaiseAvailable(Timestamp now, long available, long minimum, DesiredBitrate desired)
    {
        if (IsTraced(TransportTraceEventType.Bwe))
        {
            Raise(now, TransportTraceEventType.Bwe, new BweTraceInfo
            {
                BweType = BweType.TransportCc,
                DesiredBitrate = desired.Desired,
                EffectiveDesiredBitrate = desired.Effective,
                MinBitrate = Math.Max(minimum, (long)AvailableBitrate.Least),
                MaxBitrate = (long)desired.Maximum,
                StartBitrate = Math.Max(available, (long)AvailableBitrate.Least),
                MaxPaddingBitrate = (long)desired.MaximumPadding,
                AvailableBitrate = available,
            });
        }
    }

    /// <summary>The state of the path has changed.</summary>
    public void LogState(CongestionState state, Bitrate available)
    {
        if (transport.Context.Log.IsDebug(WorkerLogTag.Bwe))
        {
            transport.Context.Log.Debug(WorkerLogTag.Bwe, $"path {state.ToWireString()}, {available.BitsPerSecond} bps available [transportId:{transport.Id}]");
        }
    }

    /// <summary>A packet that probes the path leaves.</summary>
    public void RaiseProbation(Timestamp now)
    {
        if (IsTraced(TransportTraceEventType.Probation))
        {
            Raise(now, TransportTraceEventType.Probation, info: null);
        }
    }

    private bool IsTraced(TransportTraceEventType type) => transport.TraceEventTypes.Contains(type);

    private void Raise(Timestamp now, TransportTraceEventType type, TraceInfo? info) =>
        transport.Context.Events.Enqueue(new TransportTraceEvent(transport.Id, new TransportTrace
        {
            Type = type,
            Timestamp = now.Milliseconds,
            Direction = TraceDirection.Out,
            Info = info,
        }));
}
