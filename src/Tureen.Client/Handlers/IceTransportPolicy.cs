using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>Which candidates may be used.</summary>
[JsonConverter(typeof(WireEnumConverter<IceTransportPolicy>))]
public enum IceTransportPolicy
{
    /// <summary>All.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Only those of TURN servers.</summary>
    [JsonStringEnumMemberName("relay")]
    Relay,
}
