using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The ICE state of a WebRtcTransport (mediasoup IceState).</summary>
[JsonConverter(typeof(WireEnumConverter<IceState>))]
public enum IceState
{
    /// <summary>No valid ICE request has arrived.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>Valid requests have arrived and a tuple is selected, but the peer has not nominated one.</summary>
    [JsonStringEnumMemberName("connected")]
    Connected,

    /// <summary>The peer has nominated the selected tuple.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>The peer stopped answering, or its last tuple is gone.</summary>
    [JsonStringEnumMemberName("disconnected")]
    Disconnected,

    /// <summary>The transport is closed.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}
