using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a WebRtcTransport (mediasoup WebRtcTransportDump).</summary>
public sealed record WebRtcTransportDump : TransportDump
{
    /// <summary>Always <c>controlled</c>.</summary>
    public string IceRole { get; init; } = "controlled";

    /// <summary>The local ICE credentials.</summary>
    public required IceParameters IceParameters { get; init; }

    /// <summary>The local ICE candidates.</summary>
    public required IReadOnlyList<IceCandidate> IceCandidates { get; init; }

    /// <summary>The ICE state.</summary>
    public required IceState IceState { get; init; }

    /// <summary>The selected tuple, once there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TransportTupleInfo? IceSelectedTuple { get; init; }

    /// <summary>The local DTLS parameters.</summary>
    public required DtlsParameters DtlsParameters { get; init; }

    /// <summary>The DTLS state.</summary>
    public required DtlsState DtlsState { get; init; }

    /// <summary>The peer's certificate as PEM, once connected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DtlsRemoteCert { get; init; }
}
