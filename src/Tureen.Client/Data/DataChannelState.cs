using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>The state of a data channel (WebRTC, section 6.2).</summary>
[JsonConverter(typeof(WireEnumConverter<DataChannelState>))]
public enum DataChannelState
{
    /// <summary>It cannot be used yet.</summary>
    [JsonStringEnumMemberName("connecting")]
    Connecting,

    /// <summary>It can be used.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>It is being closed.</summary>
    [JsonStringEnumMemberName("closing")]
    Closing,

    /// <summary>It is closed.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}
