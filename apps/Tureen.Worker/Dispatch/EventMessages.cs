using Tureen.Engine.Events;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Writes the events of the engine as notifications.</summary>
internal static class EventMessages
{
    /// <summary>Writes the notification, with its size in front; empty for events that the application does not get.</summary>
    public static ReadOnlySpan<byte> Write(FlatWriter writer, EngineEvent engineEvent)
    {
        (NotificationEvent Name, NotificationBody Kind, FlatOffset Body)? message =
            OfTransport(writer, engineEvent) ?? OfMedia(writer, engineEvent)
            ?? OfData(writer, engineEvent) ?? OfObserver(writer, engineEvent);
        return message is { } known
            ? OutgoingMessage.Notify(writer, engineEvent.TargetId, known.Name, known.Kind, known.Body)
            : default;
    }

    /// <summary>The negotiated capabilities of an association come with its state and go out before it; empty without them.</summary>
    public static ReadOnlySpan<byte> WriteNegotiatedCapabilities(FlatWriter writer, EngineEvent engineEvent) =>
        engineEvent is SctpStateEvent { NegotiatedCapabilities: { } capabilities }
            ? OutgoingMessage.Notify(
                writer,
                engineEvent.TargetId,
                NotificationEvent.TransportSctpNegotiatedCapabilities,
                NotificationBody.TransportSctpNegotiatedCapabilities,
                TransportMessages.WriteSctpNegotiatedCapabilities(writer, capabilities))
            : default;

    private static (NotificationEvent Name, NotificationBody Kind, FlatOffset Body)? OfTransport(FlatWriter writer, EngineEvent engineEvent) =>
        engineEvent switch
        {
            SctpStateEvent { State: var state } => (
                NotificationEvent.TransportSctpStateChange,
                NotificationBody.TransportSctpStateChange,
                TransportMessages.WriteSctpState(writer, state)),
            TransportTraceEvent { Trace: var trace } => (
                NotificationEvent.TransportTrace, NotificationBody.TransportTrace, TransportMessages.WriteTrace(writer, trace)),
            IceSelectedTupleEvent { Tuple: var tuple } => (
                NotificationEvent.WebRtcTransportIceSelectedTupleChange,
                NotificationBody.WebRtcTransportIceSelectedTupleChange,
                TransportMessages.WriteTupleNotification(writer, tuple)),
            IceStateEvent { State: var state } => (
                NotificationEvent.WebRtcTransportIceStateChange,
                NotificationBody.WebRtcTransportIceStateChange,
                WebRtcTransportMessages.WriteIceState(writer, state)),
            DtlsStateEvent dtls => (
                NotificationEvent.WebRtcTransportDtlsStateChange,
                NotificationBody.WebRtcTransportDtlsStateChange,
                WebRtcTransportMessages.WriteDtlsState(writer, dtls.State, dtls.RemoteCertificatePem)),
            PlainTupleEvent { IsRtcp: false, Tuple: var tuple } => (
                NotificationEvent.PlainTransportTuple,
                NotificationBody.PlainTransportTuple,
                TransportMessages.WriteTupleNotification(writer, tuple)),
            PlainTupleEvent { Tuple: var tuple } => (
                NotificationEvent.PlainTransportRtcpTuple,
                NotificationBody.PlainTransportRtcpTuple,
                TransportMessages.WriteTupleNotification(writer, tuple)),
            DirectTransportRtcpEvent { Packet: var packet } => (
                NotificationEvent.DirectTransportRtcp,
                NotificationBody.DirectTransportRtcp,
                DirectTransportMessages.WriteRtcp(writer, packet.Span)),
            _ => null,
        };

    private static (NotificationEvent Name, NotificationBody Kind, FlatOffset Body)? OfMedia(FlatWriter writer, EngineEvent engineEvent) =>
        engineEvent switch
        {
            ProducerScoreEvent { Scores: var scores } => (
                NotificationEvent.ProducerScore, NotificationBody.ProducerScore, ProducerMessages.WriteScores(writer, scores)),
            ProducerTraceEvent { Trace: var trace } => (
                NotificationEvent.ProducerTrace, NotificationBody.ProducerTrace, ProducerMessages.WriteTrace(writer, trace)),
            ProducerVideoOrientationEvent { Orientation: var orientation } => (
                NotificationEvent.ProducerVideoOrientationChange,
                NotificationBody.ProducerVideoOrientationChange,
                ProducerMessages.WriteVideoOrientation(writer, orientation)),
            ConsumerProducerPausedEvent { IsPaused: var isPaused } => Bare(
                isPaused ? NotificationEvent.ConsumerProducerPause : NotificationEvent.ConsumerProducerResume),
            ConsumerProducerClosedEvent => Bare(NotificationEvent.ConsumerProducerClose),
            ConsumerLayersEvent { Layers: var layers } => (
                NotificationEvent.ConsumerLayersChange,
                NotificationBody.ConsumerLayersChange,
                ConsumerMessages.WriteLayersMessage(writer, layers)),
            ConsumerRtpEvent { Packet: var packet } => (
                NotificationEvent.ConsumerRtp, NotificationBody.ConsumerRtp, ConsumerMessages.WriteRtp(writer, packet.Span)),
            ConsumerScoreEvent { Score: var score } => (
                NotificationEvent.ConsumerScore, NotificationBody.ConsumerScore, ConsumerMessages.WriteScoreMessage(writer, score)),
            ConsumerTraceEvent { Trace: var trace } => (
                NotificationEvent.ConsumerTrace, NotificationBody.ConsumerTrace, ConsumerMessages.WriteTrace(writer, trace)),
            _ => null,
        };

    private static (NotificationEvent Name, NotificationBody Kind, FlatOffset Body)? OfData(FlatWriter writer, EngineEvent engineEvent) =>
        engineEvent switch
        {
            DataConsumerBufferedAmountLowEvent { BufferedAmount: var amount } => (
                NotificationEvent.DataConsumerBufferedAmountLow,
                NotificationBody.DataConsumerBufferedAmountLow,
                DataConsumerMessages.WriteBufferedAmount(writer, amount)),
            DataConsumerSendBufferFullEvent => Bare(NotificationEvent.DataConsumerSctpSendBufferFull),
            DataConsumerProducerPausedEvent { IsPaused: var isPaused } => Bare(
                isPaused ? NotificationEvent.DataConsumerDataProducerPause : NotificationEvent.DataConsumerDataProducerResume),
            DataConsumerProducerClosedEvent => Bare(NotificationEvent.DataConsumerDataProducerClose),
            DataConsumerMessageEvent { Message: var message } => (
                NotificationEvent.DataConsumerMessage,
                NotificationBody.DataConsumerMessage,
                DataConsumerMessages.WriteMessage(writer, message)),
            _ => null,
        };

    private static (NotificationEvent Name, NotificationBody Kind, FlatOffset Body)? OfObserver(FlatWriter writer, EngineEvent engineEvent) =>
        engineEvent switch
        {
            AudioLevelSilenceEvent => Bare(NotificationEvent.AudioLevelObserverSilence),
            AudioLevelVolumesEvent { Volumes: var volumes } => (
                NotificationEvent.AudioLevelObserverVolumes,
                NotificationBody.AudioLevelObserverVolumes,
                RtpObserverMessages.WriteVolumes(writer, volumes)),
            DominantSpeakerEvent { ProducerId: var producerId } => (
                NotificationEvent.ActiveSpeakerObserverDominantSpeaker,
                NotificationBody.ActiveSpeakerObserverDominantSpeaker,
                RtpObserverMessages.WriteDominantSpeaker(writer, producerId)),
            _ => null,
        };

    private static (NotificationEvent Name, NotificationBody Kind, FlatOffset Body) Bare(NotificationEvent name) =>
        (name, NotificationBody.None, default);
}
