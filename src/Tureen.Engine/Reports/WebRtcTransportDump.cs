using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a WebRtcTransport (mediasoup WebRtcTransportDump).</summary>
public sealed record WebRtcTransportDump : TransportDump
{
    /// <summary>Always <c>controlled</c>.</summary>
    [JsonPropertyName("iceRole")]
    public string IceRole { get; init; } = "controlled";

    /// <summary>The local ICE credentials.</summary>
    [JsonPropertyName("iceParameters")]
    public required IceParameters IceParameters { get; init; }

    /// <summary>The local ICE candidates.</summary>
    [JsonPropertyName("iceCandidates")]
    public required IReadOnlyList<IceCandidate> IceCandidates { get; init; }

    /// <summary>The ICE state.</summary>
    [JsonPropertyName("iceState")]
    public required IceState IceState { get; init; }

    /// <summary>The selected tuple, once there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("iceSelectedTuple")]
    public TransportTupleInfo? IceSelectedTuple { get; init; }

    /// <summary>The local DTLS parameters.</summary>
    [JsonPropertyName("dtlsParameters")]
    public required DtlsParameters DtlsParameters { get; init; }

    /// <summary>The DTLS state.</summary>
    [JsonPropertyName("dtlsState")]
    public required DtlsState DtlsState { get; init; }

    /// <summary>The peer's certificate as PEM, once connected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("dtlsRemoteCert")]
    public string? DtlsRemoteCert { get; init; }
}
