using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Recording.Frames;

namespace Tureen.Recording.Tracks;

/// <summary>A frame on its way to a file.</summary>
/// <param name="Track">Where it comes from.</param>
/// <param name="Format">How its codec is recorded.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="Frame">The frame.</param>
/// <param name="At">When it was captured, on the machine's line.</param>
internal sealed record TrackFrame(RecordedTrack Track, RecordedCodec Format, RtpCodecParameters Codec, EncodedFrame Frame, Timestamp At)
{
    public bool IsVideo => Track.Kind == MediaKind.Video;

    public bool IsKeyFrame => Frame.Info.IsKeyFrame;
}
