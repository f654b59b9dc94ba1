using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a PlainTransport (mediasoup PlainTransportStat).</summary>
public sealed record PlainTransportStats : TransportStats
{
    /// <summary>Always <c>plain-rtp-transport</c>.</summary>
    [JsonPropertyName("type")]
    public override string Type => "plain-rtp-transport";

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
}
