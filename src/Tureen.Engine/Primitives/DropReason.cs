namespace Tureen.Engine.Primitives;

/// <summary>Why a packet went no further. Every drop is counted under one of these.</summary>
internal enum DropReason : byte
{
    None,

    // Classification and tuples.
    UnknownPacketKind,
    UnknownTuple,
    TupleInUse,
    TransportClosed,
    NotConnected,

    // STUN and ICE.
    StunMalformed,
    StunUnauthenticated,
    StunNotBindingRequest,
    StunRateLimited,
    StunUnexpected,

    // DTLS.
    DtlsMalformed,
    DtlsNotStarted,
    DtlsUnexpectedClientHello,
    DtlsBufferFull,
    DtlsUnauthenticated,

    // SRTP and SRTCP.
    SrtpTooShort,
    SrtpAuthenticationFailed,
    SrtpReplayed,
    SrtpTooOld,
    SrtpStreamLimit,
    SrtcpNotEncrypted,
    SrtpIndexUsed,

    // SCTP.
    SctpMalformed,
    SctpWrongPort,
    SctpWrongChecksum,
    SctpWrongTag,
    SctpWrongCookie,
    SctpUnexpected,
    SctpClosed,
    SctpOverBudget,

    // RTP.
    RtpMalformed,
    RtpNoProducer,
    RtpUnknownStream,
    RtpUnknownPayloadType,
    RtpBadSequence,
    RtxNotNeeded,
    RtpTooLong,
    RtpForeignCodec,
    RtpUnknownFrame,

    // RTCP.
    RtcpMalformed,
    RtcpUnknownType,
    RtcpUnknownSsrc,

    // Data.
    DataNoProducer,
    DataControl,
    DataTooLong,
    DataSendBufferFull,
    DataNotSent,

    // Pipes between routers.
    PipeMalformed,
    PipeUnexpected,

    // Resources.
    PacketPoolExhausted,
    PacedQueueFull,
}
