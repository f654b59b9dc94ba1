using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Why a pipe between routers ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PipeCloseReason>))]
public enum PipeCloseReason
{
    /// <summary>This side closed it, its transport, its router or its worker.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>The other side closed it.</summary>
    [JsonStringEnumMemberName("peerClosed")]
    PeerClosed,

    /// <summary>Nothing came from the other side for as long as the options allow.</summary>
    [JsonStringEnumMemberName("peerLost")]
    PeerLost,

    /// <summary>The two sides did not reach each other in the time that the options allow.</summary>
    [JsonStringEnumMemberName("notConnected")]
    NotConnected,

    /// <summary>The other side is another pipe than the one whose offer was given, or speaks another version.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}
