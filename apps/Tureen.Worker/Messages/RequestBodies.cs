namespace Tureen.WorkerProcess.Messages;

/// <summary>Which body a request must have.</summary>
internal static class RequestBodies
{
    public static RequestBody Of(RequestMethod method) => method switch
    {
        RequestMethod.WorkerUpdateSettings => RequestBody.WorkerUpdateSettings,
        RequestMethod.WorkerCreateWebRtcServer => RequestBody.WorkerCreateWebRtcServer,
        RequestMethod.WorkerWebRtcServerClose => RequestBody.WorkerCloseWebRtcServer,
        RequestMethod.WorkerCreateRouter => RequestBody.WorkerCreateRouter,
        RequestMethod.WorkerCloseRouter => RequestBody.WorkerCloseRouter,
        RequestMethod.RouterCreateWebRtcTransport => RequestBody.RouterCreateWebRtcTransport,
        RequestMethod.RouterCreateWebRtcTransportWithServer => RequestBody.RouterCreateWebRtcTransport,
        RequestMethod.RouterCreatePlainTransport => RequestBody.RouterCreatePlainTransport,
        RequestMethod.RouterCreatePipeTransport => RequestBody.RouterCreatePipeTransport,
        RequestMethod.RouterCreateDirectTransport => RequestBody.RouterCreateDirectTransport,
        RequestMethod.RouterCreateActiveSpeakerObserver => RequestBody.RouterCreateActiveSpeakerObserver,
        RequestMethod.RouterCreateAudioLevelObserver => RequestBody.RouterCreateAudioLevelObserver,
        RequestMethod.RouterCloseTransport => RequestBody.RouterCloseTransport,
        RequestMethod.RouterCloseRtpObserver => RequestBody.RouterCloseRtpObserver,
        RequestMethod.PlainTransportConnect => RequestBody.PlainTransportConnect,
        RequestMethod.PipeTransportConnect => RequestBody.PipeTransportConnect,
        RequestMethod.WebRtcTransportConnect => RequestBody.WebRtcTransportConnect,
        RequestMethod.ProducerEnableTraceEvent => RequestBody.ProducerEnableTraceEvent,
        RequestMethod.ConsumerSetPreferredLayers => RequestBody.ConsumerSetPreferredLayers,
        RequestMethod.ConsumerSetPriority => RequestBody.ConsumerSetPriority,
        RequestMethod.ConsumerEnableTraceEvent => RequestBody.ConsumerEnableTraceEvent,
        RequestMethod.RtpObserverAddProducer => RequestBody.RtpObserverAddProducer,
        RequestMethod.RtpObserverRemoveProducer => RequestBody.RtpObserverRemoveProducer,
        _ => OfTransport(method),
    };

    private static RequestBody OfTransport(RequestMethod method) => method switch
    {
        RequestMethod.TransportSetMaxIncomingBitrate => RequestBody.TransportSetMaxIncomingBitrate,
        RequestMethod.TransportSetMaxOutgoingBitrate => RequestBody.TransportSetMaxOutgoingBitrate,
        RequestMethod.TransportSetMinOutgoingBitrate => RequestBody.TransportSetMinOutgoingBitrate,
        RequestMethod.TransportProduce => RequestBody.TransportProduce,
        RequestMethod.TransportConsume => RequestBody.TransportConsume,
        RequestMethod.TransportProduceData => RequestBody.TransportProduceData,
        RequestMethod.TransportConsumeData => RequestBody.TransportConsumeData,
        RequestMethod.TransportEnableTraceEvent => RequestBody.TransportEnableTraceEvent,
        RequestMethod.TransportCloseProducer => RequestBody.TransportCloseProducer,
        RequestMethod.TransportCloseConsumer => RequestBody.TransportCloseConsumer,
        RequestMethod.TransportCloseDataProducer => RequestBody.TransportCloseDataProducer,
        RequestMethod.TransportCloseDataConsumer => RequestBody.TransportCloseDataConsumer,
        RequestMethod.DataConsumerSetBufferedAmountLowThreshold => RequestBody.DataConsumerSetBufferedAmountLowThreshold,
        RequestMethod.DataConsumerSend => RequestBody.DataConsumerSend,
        RequestMethod.DataConsumerSetSubchannels => RequestBody.DataConsumerSetSubchannels,
        RequestMethod.DataConsumerAddSubchannel => RequestBody.DataConsumerAddSubchannel,
        RequestMethod.DataConsumerRemoveSubchannel => RequestBody.DataConsumerRemoveSubchannel,
        _ => RequestBody.None,
    };
}
