namespace Tureen.Engine.Codecs;

/// <summary>Which codec a MIME type names, and whether <see cref="PayloadParser"/> recognizes its key frames.</summary>
internal static class KeyFrameDetection
{
    /// <summary>Finds the codec of a MIME type such as <c>video/VP8</c>.</summary>
    public static MediaCodec ParseMimeType(string mimeType) => mimeType.ToLowerInvariant() switch
    {
        "audio/opus" or "audio/multiopus" => MediaCodec.Opus,
        "video/vp8" => MediaCodec.Vp8,
        "video/vp9" => MediaCodec.Vp9,
        "video/h264" or "video/h264-svc" => MediaCodec.H264,
        "video/av1" => MediaCodec.Av1,
        _ => MediaCodec.Other,
    };

    /// <summary>Whether key frames of this codec are recognized, so that a receiver can wait for one.</summary>
    public static bool IsSupported(string mimeType) => IsSupported(ParseMimeType(mimeType));

    public static bool IsSupported(MediaCodec codec) =>
        codec is MediaCodec.Vp8 or MediaCodec.Vp9 or MediaCodec.H264 or MediaCodec.Av1;
}
