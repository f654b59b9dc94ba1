using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The transport layer protocol of a socket or candidate.</summary>
[JsonConverter(typeof(WireEnumConverter<TransportProtocol>))]
public enum TransportProtocol
{
    /// <summary>UDP.</summary>
    [JsonStringEnumMemberName("udp")]
    Udp,

    /// <summary>TCP.</summary>
    [JsonStringEnumMemberName("tcp")]
    Tcp,
}
