using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>Whether a track can still give media.</summary>
[JsonConverter(typeof(WireEnumConverter<MediaStreamTrackState>))]
public enum MediaStreamTrackState
{
    /// <summary>It can.</summary>
    [JsonStringEnumMemberName("live")]
    Live,

    /// <summary>It cannot any more.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,
}
