namespace Tureen.Recording;

/// <summary>Forms that a file can be copied to without encoding it again.</summary>
public enum FileForm
{
    /// <summary>MP4, for H.264, VP9 and AV1. It has no VP8.</summary>
    Mp4,

    /// <summary>A playlist and segments of six seconds, with the same codecs as MP4.</summary>
    Hls,
}
