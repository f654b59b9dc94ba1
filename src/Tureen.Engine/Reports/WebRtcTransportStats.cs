using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a WebRtcTransport (mediasoup WebRtcTransportStat).</summary>
public sealed record WebRtcTransportStats : TransportStats
{
    /// <summary>Always <c>webrtc-transport</c>.</summary>
    [JsonPropertyName("type")]
    public override string Type => "webrtc-transport";

    /// <summary>Always <c>controlled</c>.</summary>
    [JsonPropertyName("iceRole")]
    public string IceRole { get; init; } = "controlled";

    /// <summary>The ICE state.</summary>
    [JsonPropertyName("iceState")]
    public required IceState IceState { get; init; }

    /// <summary>The selected tuple, once there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("iceSelectedTuple")]
    public TransportTupleInfo? IceSelectedTuple { get; init; }

    /// <summary>The DTLS state.</summary>
    [JsonPropertyName("dtlsState")]
    public required DtlsState DtlsState { get; init; }
}
