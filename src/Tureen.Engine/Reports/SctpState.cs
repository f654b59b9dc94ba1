using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a transport's SCTP association (mediasoup SctpState).</summary>
[JsonConverter(typeof(WireEnumConverter<SctpState>))]
public enum SctpState
{
    /// <summary>Nothing has been sent or received.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>The association is being established.</summary>
    [JsonStringEnumMemberName("connecting")]
    Connecting,

    /// <summary>Messages flow.</summary>
    [JsonStringEnumMemberName("connected")]
    Connected,

    /// <summary>The peer does not answer, or broke the protocol.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The peer ended the association, or the transport is closed.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}
