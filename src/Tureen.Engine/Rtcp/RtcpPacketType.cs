namespace Tureen.Engine.Rtcp;

/// <summary>RTCP packet types (RFC 3550 §12.1, RFC 4585 §9, RFC 3611 §6.1).</summary>
internal enum RtcpPacketType : byte
{
    SenderReport = 200,
    ReceiverReport = 201,
    SourceDescription = 202,
    Bye = 203,
    App = 204,
    TransportFeedback = 205,
    PayloadFeedback = 206,
    ExtendedReport = 207,
}
