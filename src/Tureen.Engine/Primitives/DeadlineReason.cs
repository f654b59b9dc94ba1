namespace Tureen.Engine.Primitives;

/// <summary>What a deadline is for; named in dumps and in traces.</summary>
internal enum DeadlineReason : byte
{
    None,
    IceConsent,
    DtlsRetransmission,
    RtcpReport,
    TransportFeedback,
    RembLimit,
    Nack,
    KeyFrameRetry,
    KeyFrameDelay,
    StreamInactivity,
    LayerActivity,
    SctpSack,
    SctpRetransmission,
    SctpHandshake,
    SctpShutdown,
    SctpHeartbeat,
    SctpReconfiguration,
}
