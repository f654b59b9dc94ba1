using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>What both ends of an SCTP association can do (mediasoup SctpNegotiatedCapabilities).</summary>
/// <param name="NegotiatedMaxOutboundStreams">Streams towards the peer.</param>
/// <param name="NegotiatedMaxInboundStreams">Streams from the peer.</param>
public sealed record SctpNegotiatedCapabilities(
    [property: JsonPropertyName("negotiatedMaxOutboundStreams")] int NegotiatedMaxOutboundStreams,
    [property: JsonPropertyName("negotiatedMaxInboundStreams")] int NegotiatedMaxInboundStreams);
