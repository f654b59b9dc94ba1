using Tureen.Ortc;
using Tureen.Recording.Matroska;

namespace Tureen.Recording.Frames;

/// <summary>A codec that files can have: one row for each.</summary>
/// <param name="MimeType">Its name in signaling.</param>
/// <param name="FileId">Its name in files.</param>
/// <param name="Create">Makes what joins its packets.</param>
internal sealed record RecordedCodec(string MimeType, string FileId, Func<RtpCodecParameters, IDepacketizer> Create)
{
    private const string Sprop = "sprop-parameter-sets";

    private static readonly RecordedCodec[] Rows =
    [
        new("audio/opus", MatroskaTrack.Opus, static _ => new OpusDepacketizer()),
        new("video/VP8", MatroskaTrack.Vp8, static _ => new Vp8Depacketizer()),
        new("video/VP9", MatroskaTrack.Vp9, static _ => new Vp9Depacketizer()),
        new("video/H264", MatroskaTrack.H264, static codec => new H264Depacketizer(codec.Parameters[Sprop].AsString())),
        new("video/AV1", MatroskaTrack.Av1, static _ => new Av1Depacketizer()),
    ];

    /// <summary>Null for a codec that cannot be recorded.</summary>
    public static RecordedCodec? Find(string mimeType) =>
        Array.Find(Rows, row => string.Equals(row.MimeType, mimeType, StringComparison.OrdinalIgnoreCase));
}
