using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The direction of the traced item, seen from the router (mediasoup trace direction).</summary>
[JsonConverter(typeof(WireEnumConverter<TraceDirection>))]
public enum TraceDirection
{
    /// <summary>From the peer.</summary>
    [JsonStringEnumMemberName("in")]
    In,

    /// <summary>To the peer.</summary>
    [JsonStringEnumMemberName("out")]
    Out,
}
