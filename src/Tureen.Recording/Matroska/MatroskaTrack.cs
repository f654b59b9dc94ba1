namespace Tureen.Recording.Matroska;

/// <summary>One track of a file, as its header describes it (RFC 9559 §5.1.4).</summary>
/// <param name="CodecId">Such as <c>V_VP8</c>.</param>
/// <param name="IsVideo">Video, or audio.</param>
internal sealed record MatroskaTrack(string CodecId, bool IsVideo)
{
    public const string Vp8 = "V_VP8";
    public const string Vp9 = "V_VP9";
    public const string Av1 = "V_AV1";
    public const string H264 = "V_MPEG4/ISO/AVC";
    public const string Opus = "A_OPUS";

    /// <summary>What decoders need besides the frames; empty for nothing.</summary>
    public byte[] CodecPrivate { get; init; } = [];

    public int Width { get; init; }

    public int Height { get; init; }

    public int Channels { get; init; }

    /// <summary>WebM takes these codecs only; other files are Matroska.</summary>
    public bool FitsWebm => CodecId != H264;
}
