using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Media;

/// <summary>Makes congestion control of a transport visible: its "bwe" and "probation" traces, where the application asked for them, metrics and log.</summary>
internal sealed class SendTraces(TransportCore transport)
{
    private readonly CongestionGauge _gauge = new(transport.Context.Counters.Congestion);

    /// <summary>What is available has changed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="control">Knows what is available, and how.</param>
    /// <param name="minimum">Bits per second that the application wants at least; 0 for no limit.</param>
    /// <param name="desired">What the consumers could use.</param>
    public void RaiseAvailable(Timestamp now, OutgoingCongestion control, long minimum, DesiredBitrate desired)
    {
        if (IsTraced(TransportTraceEventType.Bwe))
        {
            long available = control.Available.Bitrate.BitsPerSecond;
            Raise(now, TransportTraceEventType.Bwe, new BweTraceInfo
            {
                BweType = control.BweType,
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

    /// <summary>Counts the transport among those of its state, and logs a change of it.</summary>
    public void HandleState(Timestamp now, CongestionState state, bool isLimited, Bitrate available)
    {
        if (_gauge.Update(now, state, isLimited, available) && transport.Context.Log.IsDebug(WorkerLogTag.Bwe))
        {
            transport.Context.Log.Debug(WorkerLogTag.Bwe, $"path {state.ToWireString()}, {available.BitsPerSecond} bps available [transportId:{transport.Id}]");
        }
    }

    /// <summary>The transport closes.</summary>
    public void Close() => _gauge.Clear();

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
