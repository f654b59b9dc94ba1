using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The kind of a media source.</summary>
[JsonConverter(typeof(WireEnumConverter<MediaKind>))]
public enum MediaKind
{
    /// <summary>Audio.</summary>
    [JsonStringEnumMemberName("audio")]
    Audio,

    /// <summary>Video.</summary>
    [JsonStringEnumMemberName("video")]
    Video,
}
