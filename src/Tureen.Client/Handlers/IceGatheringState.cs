using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>How far the local addresses are known (WebRTC, section 4.3.3).</summary>
[JsonConverter(typeof(WireEnumConverter<IceGatheringState>))]
public enum IceGatheringState
{
    /// <summary>Not begun.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>Begun.</summary>
    [JsonStringEnumMemberName("gathering")]
    Gathering,

    /// <summary>Done.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,
}
