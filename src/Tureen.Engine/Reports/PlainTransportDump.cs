using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a PlainTransport (mediasoup PlainTransportDump).</summary>
public sealed record PlainTransportDump : TransportDump
{
    /// <summary>Whether RTCP goes with RTP.</summary>
    public required bool RtcpMux { get; init; }

    /// <summary>Whether the peer's address is found by its packets.</summary>
    public required bool Comedia { get; init; }

    /// <summary>The path of RTP; without a remote end until it is known.</summary>
    public required TransportTupleInfo Tuple { get; init; }

    /// <summary>The path of RTCP when it has its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TransportTupleInfo? RtcpTuple { get; init; }

    /// <summary>The local SRTP parameters, with SRTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SrtpParameters? SrtpParameters { get; init; }
}
