using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;

namespace Tureen.Engine.Routing;

/// <summary>Events as lines of the worker's log, so that an object that raises an event need not log it as well.</summary>
internal static class EngineEventText
{
    /// <summary>False when the event makes no line, or none that is wanted.</summary>
    public static bool TryDescribe(EngineLog log, EngineEvent engineEvent, [NotNullWhen(true)] out EngineLogEvent? line)
    {
        line = engineEvent switch
        {
            IceStateEvent ice => Debug(log, WorkerLogTag.Ice, $"ICE {ice.State} [transportId:{ice.TargetId}]"),
            IceSelectedTupleEvent ice => Debug(
                log, WorkerLogTag.Ice, $"ICE selected {ice.Tuple.RemoteIp}:{ice.Tuple.RemotePort} [transportId:{ice.TargetId}]"),
            DtlsStateEvent { State: DtlsState.Failed } dtls => Warn(log, WorkerLogTag.Dtls, $"DTLS failed [transportId:{dtls.TargetId}]"),
            DtlsStateEvent dtls => Debug(log, WorkerLogTag.Dtls, $"DTLS {dtls.State} [transportId:{dtls.TargetId}]"),
            SctpStateEvent { State: SctpState.Failed } sctp => Warn(log, WorkerLogTag.Sctp, $"SCTP failed [transportId:{sctp.TargetId}]"),
            SctpStateEvent sctp => Debug(log, WorkerLogTag.Sctp, $"SCTP {sctp.State} [transportId:{sctp.TargetId}]"),
            ProducerScoreEvent score => Debug(
                log,
                WorkerLogTag.Score,
                $"producer scores {string.Join(' ', score.Scores.Select(static stream => stream.Score))} [producerId:{score.TargetId}]"),
            ConsumerScoreEvent score => Debug(
                log, WorkerLogTag.Score, $"consumer score {score.Score.Score} [consumerId:{score.TargetId}]"),
            ConsumerLayersEvent layers => DescribeLayers(log, layers),
            ConsumerMediaWithheldEvent withheld => Warn(
                log, WorkerLogTag.Rtp, $"no key frame to begin with: {withheld.Reason}; going on without [consumerId:{withheld.TargetId}]"),
            DataConsumerSendBufferFullEvent full => Warn(
                log, WorkerLogTag.Message, $"send buffer full [dataConsumerId:{full.TargetId}]"),
            _ => null,
        };
        return line is not null;
    }

    private static EngineLogEvent? DescribeLayers(EngineLog log, ConsumerLayersEvent layers)
    {
        WorkerLogTag tag = log.IsDebug(WorkerLogTag.Simulcast) ? WorkerLogTag.Simulcast : WorkerLogTag.Svc;
        string current = layers.Layers is { } chosen ? $"{chosen.SpatialLayer}:{chosen.TemporalLayer}" : "none";
        return Debug(log, tag, $"layers {current} [consumerId:{layers.TargetId}]");
    }

    private static EngineLogEvent? Debug(EngineLog log, WorkerLogTag tag, FormattableString text) =>
        log.IsDebug(tag) ? new EngineLogEvent(WorkerLogLevel.Debug, tag, FormattableString.Invariant(text)) : null;

    private static EngineLogEvent? Warn(EngineLog log, WorkerLogTag tag, FormattableString text) =>
        log.IsWarn(tag) ? new EngineLogEvent(WorkerLogLevel.Warn, tag, FormattableString.Invariant(text)) : null;
}
