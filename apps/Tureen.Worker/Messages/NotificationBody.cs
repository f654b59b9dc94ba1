namespace Tureen.WorkerProcess.Messages;

/// <summary>The kind of a notification's body.</summary>
internal enum NotificationBody : byte
{
    None = 0,
    TransportSendRtcp = 1,
    TransportSctpStateChange = 2,
    TransportSctpNegotiatedCapabilities = 3,
    ProducerSend = 4,
    DataProducerSend = 5,
    TransportTrace = 6,
    WebRtcTransportIceSelectedTupleChange = 7,
    WebRtcTransportIceStateChange = 8,
    WebRtcTransportDtlsStateChange = 9,
    PlainTransportTuple = 10,
    PlainTransportRtcpTuple = 11,
    DirectTransportRtcp = 12,
    ProducerScore = 13,
    ProducerTrace = 14,
    ProducerVideoOrientationChange = 15,
    ConsumerLayersChange = 16,
    ConsumerRtp = 17,
    ConsumerScore = 18,
    ConsumerTrace = 19,
    DataConsumerMessage = 20,
    DataConsumerBufferedAmountLow = 21,
    ActiveSpeakerObserverDominantSpeaker = 22,
    AudioLevelObserverVolumes = 23,
}
