using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What a transport can trace (mediasoup TransportTraceEventType).</summary>
[JsonConverter(typeof(WireEnumConverter<TransportTraceEventType>))]
public enum TransportTraceEventType
{
    /// <summary>A packet was sent to probe for bandwidth.</summary>
    [JsonStringEnumMemberName("probation")]
    Probation,

    /// <summary>The estimation of the bandwidth changed.</summary>
    [JsonStringEnumMemberName("bwe")]
    Bwe,
}
