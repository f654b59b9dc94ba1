using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>How a TCP candidate makes its connection (RFC 6544, section 4.5).</summary>
[JsonConverter(typeof(WireEnumConverter<IceCandidateTcpType>))]
public enum IceCandidateTcpType
{
    /// <summary>Accepts connections. The only type a server offers.</summary>
    [JsonStringEnumMemberName("passive")]
    Passive,

    /// <summary>Opens connections.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Simultaneous open.</summary>
    [JsonStringEnumMemberName("so")]
    SimultaneousOpen,
}
