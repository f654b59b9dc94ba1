using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What congestion control knows about the path to a peer.</summary>
[JsonConverter(typeof(WireEnumConverter<CongestionState>))]
public enum CongestionState : byte
{
    /// <summary>What is sent passes.</summary>
    [JsonStringEnumMemberName("clear")]
    Clear,

    /// <summary>A queue stands or packets are lost, and less is sent until that is over.</summary>
    [JsonStringEnumMemberName("congested")]
    Congested,

    /// <summary>The peer reports nothing.</summary>
    [JsonStringEnumMemberName("blind")]
    Blind,
}
