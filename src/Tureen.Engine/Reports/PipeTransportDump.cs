using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a PipeTransport (mediasoup PipeTransportDump).</summary>
public sealed record PipeTransportDump : TransportDump
{
    /// <summary>The path between the routers; without a remote end until it is known.</summary>
    [JsonPropertyName("tuple")]
    public required TransportTupleInfo Tuple { get; init; }

    /// <summary>Whether lost packets are sent again.</summary>
    [JsonPropertyName("rtx")]
    public required bool Rtx { get; init; }

    /// <summary>The local SRTP parameters, with SRTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("srtpParameters")]
    public SrtpParameters? SrtpParameters { get; init; }
}
