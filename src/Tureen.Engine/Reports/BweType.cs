using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>By what a transport knows how much it may send (mediasoup BweType).</summary>
[JsonConverter(typeof(WireEnumConverter<BweType>))]
public enum BweType
{
    /// <summary>By the peer's transport-wide feedback.</summary>
    [JsonStringEnumMemberName("transport-cc")]
    TransportCc,

    /// <summary>By the peer's own estimate.</summary>
    [JsonStringEnumMemberName("remb")]
    Remb,
}
