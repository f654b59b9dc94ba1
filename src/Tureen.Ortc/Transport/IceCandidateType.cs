using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The type of an ICE candidate (RFC 8445, section 4).</summary>
[JsonConverter(typeof(WireEnumConverter<IceCandidateType>))]
public enum IceCandidateType
{
    /// <summary>An address of the host itself. The only type a server offers.</summary>
    [JsonStringEnumMemberName("host")]
    Host,

    /// <summary>Server reflexive.</summary>
    [JsonStringEnumMemberName("srflx")]
    Srflx,

    /// <summary>Peer reflexive.</summary>
    [JsonStringEnumMemberName("prflx")]
    Prflx,

    /// <summary>An address of a TURN relay.</summary>
    [JsonStringEnumMemberName("relay")]
    Relay,
}
