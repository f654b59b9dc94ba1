namespace Tureen.Engine.Rtcp;

/// <summary>Formats (FMT) of transport layer feedback, packet type 205 (RFC 4585 §6.2 and its registry).</summary>
internal enum TransportFeedbackFormat : byte
{
    GenericNack = 1,
    Tmmbr = 3,
    Tmmbn = 4,
    RapidResynchronization = 5,
    ThirdPartyLoss = 7,
    Ecn = 8,
    CongestionControl = 11,
    TransportWide = 15,
}
