using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>The state of ICE and DTLS together (WebRTC, section 4.3.4).</summary>
[JsonConverter(typeof(WireEnumConverter<ConnectionState>))]
public enum ConnectionState
{
    /// <summary>Not begun.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>Begun.</summary>
    [JsonStringEnumMemberName("connecting")]
    Connecting,

    /// <summary>Connected.</summary>
    [JsonStringEnumMemberName("connected")]
    Connected,

    /// <summary>Failed; an ICE restart may help.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The peer does not answer for now.</summary>
    [JsonStringEnumMemberName("disconnected")]
    Disconnected,

    /// <summary>Closed.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}
