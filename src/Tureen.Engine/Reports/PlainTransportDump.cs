using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a PlainTransport (mediasoup PlainTransportDump).</summary>
public sealed record PlainTransportDump : TransportDump
{
    /// <summary>Whether RTCP goes with RTP.</summary>
    [JsonPropertyName("rtcpMux")]
    public required bool RtcpMux { get; init; }

    /// <summary>Whether the peer's address is found by its packets.</summary>
    [JsonPropertyName("comedia")]
    public required bool Comedia { get; init; }

    /// <summary>The path of RTP; without a remote end until it is known.</summary>
    [JsonPropertyName("tuple")]
    public required TransportTupleInfo Tuple { get; init; }

    /// <summary>The path of RTCP when it has its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtcpTuple")]
    public TransportTupleInfo? RtcpTuple { get; init; }

    /// <summary>The local SRTP parameters, with SRTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("srtpParameters")]
    public SrtpParameters? SrtpParameters { get; init; }
}
