using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>With which packets a probe is made, in order of preference.</summary>
[JsonConverter(typeof(WireEnumConverter<ProbeCarrier>))]
public enum ProbeCarrier : byte
{
    /// <summary>A stream of its own that mediasoup's clients receive and ignore.</summary>
    [JsonStringEnumMemberName("probation")]
    Probation,

    /// <summary>Recent packets again, on their RTX streams.</summary>
    [JsonStringEnumMemberName("rtx")]
    Rtx,

    /// <summary>None works: what is available rises by evidence only.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
