using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a WebRtcTransport (mediasoup WebRtcTransportStat).</summary>
public sealed record WebRtcTransportStats : TransportStats
{
    /// <summary>Always <c>webrtc-transport</c>.</summary>
    public override string Type => "webrtc-transport";

    /// <summary>Always <c>controlled</c>.</summary>
    public string IceRole { get; init; } = "controlled";

    /// <summary>The ICE state.</summary>
    public required IceState IceState { get; init; }

    /// <summary>The selected tuple, once there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TransportTupleInfo? IceSelectedTuple { get; init; }

    /// <summary>The DTLS state.</summary>
    public required DtlsState DtlsState { get; init; }
}
