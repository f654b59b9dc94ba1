using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a PipeTransport (mediasoup PipeTransportDump).</summary>
public sealed record PipeTransportDump : TransportDump
{
    /// <summary>The path between the routers; without a remote end until it is known.</summary>
    public required TransportTupleInfo Tuple { get; init; }

    /// <summary>Whether lost packets are sent again.</summary>
    public required bool Rtx { get; init; }

    /// <summary>The local SRTP parameters, with SRTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SrtpParameters? SrtpParameters { get; init; }
}
