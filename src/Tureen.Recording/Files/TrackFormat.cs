using Tureen.Ortc;
using Tureen.Recording.Frames;
using Tureen.Recording.Matroska;
using Tureen.Recording.Tracks;

namespace Tureen.Recording.Files;

/// <summary>What a file says of a track in its header, so that frames of another format need another file.</summary>
internal sealed class TrackFormat
{
    private const int OpusHeadLength = 19;
    private const int DefaultChannels = 2;

    private readonly RecordedCodec _format;

    private TrackFormat(RecordedCodec format, string mimeType, MatroskaTrack track)
    {
        _format = format;
        MimeType = mimeType;
        Track = track;
    }

    public string MimeType { get; }

    public MatroskaTrack Track { get; }

    /// <summary>The format of a frame that can be the first of its track in a file.</summary>
    public static TrackFormat Of(TrackFrame frame)
    {
        RtpCodecParameters codec = frame.Codec;
        FrameInfo info = frame.Frame.Info;
        int channels = codec.Channels ?? DefaultChannels;
        var track = new MatroskaTrack(frame.Format.FileId, frame.IsVideo)
        {
            CodecPrivate = frame.IsVideo ? info.CodecPrivate ?? [] : WriteOpusHead(channels),
            Width = info.Width,
            Height = info.Height,
            Channels = channels,
        };
        return new TrackFormat(frame.Format, codec.MimeType, track);
    }

    /// <summary>A frame can follow in the same file.</summary>
    public bool Takes(TrackFrame frame) =>
        frame.Format == _format
        && (!frame.IsVideo || frame.Frame.Info.CodecPrivate is not { } needed || Track.CodecPrivate.AsSpan().SequenceEqual(needed));

    /// <summary>RFC 7845 §5.1, without samples to skip: the times of the file are those of the capture.</summary>
    private static byte[] WriteOpusHead(int channels)
    {
        var head = new byte[OpusHeadLength];
        "OpusHead"u8.CopyTo(head);
        head[8] = 1;
        head[9] = (byte)channels;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), 48_000);
        return head;
    }
}
