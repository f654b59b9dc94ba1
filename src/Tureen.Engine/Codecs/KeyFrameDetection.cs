namespace Tureen.Engine.Codecs;

/// <summary>Whether a packet begins a key frame, from which a decoder can start.</summary>
internal static class KeyFrameDetection
{
    private const int H264StapA = 24;
    private const int H264FuA = 28;
    private const int H264FuB = 29;
    private const int H264Sps = 7;

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

    /// <summary>Whether key frames of this codec can be told, so that a receiver can be made to wait for one.</summary>
    public static bool IsSupported(string mimeType) => IsSupported(ParseMimeType(mimeType));

    public static bool IsSupported(MediaCodec codec) =>
        codec is MediaCodec.Vp8 or MediaCodec.Vp9 or MediaCodec.H264 or MediaCodec.Av1;

    /// <summary>Whether the payload is the first of a key frame. Where a dependency descriptor is there, it decides for AV1 and H264.</summary>
    public static bool IsKeyFrame(MediaCodec codec, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> dependencyDescriptor = default) =>
        codec switch
        {
            MediaCodec.Vp8 => IsVp8KeyFrame(payload),
            MediaCodec.Vp9 => IsVp9KeyFrame(payload),
            MediaCodec.H264 when dependencyDescriptor.IsEmpty => IsH264KeyFrame(payload),
            MediaCodec.Av1 when dependencyDescriptor.IsEmpty => IsAv1KeyFrame(payload),
            MediaCodec.H264 or MediaCodec.Av1 => HasTemplateStructure(dependencyDescriptor),
            _ => false,
        };

    /// <summary>The first partition's first packet, whose frame header says "key frame" (RFC 7741 §4.2 and §4.3).</summary>
    private static bool IsVp8KeyFrame(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return false;
        }

        // X, then S and PID in the first byte; the extension tells which fields follow.
        bool isStart = (payload[0] & 0x10) != 0 && (payload[0] & 0x07) == 0;
        int offset = 1;
        if ((payload[0] & 0x80) != 0)
        {
            if (payload.Length < 2)
            {
                return false;
            }

            byte extension = payload[1];
            offset = 2;
            if ((extension & 0x80) != 0)
            {
                bool isLong = payload.Length > offset && (payload[offset] & 0x80) != 0;
                offset += isLong ? 2 : 1;
            }

            offset += (extension & 0x40) != 0 ? 1 : 0;
            offset += (extension & 0x30) != 0 ? 1 : 0;
        }

        return isStart && payload.Length > offset && (payload[offset] & 0x01) == 0;
    }

    /// <summary>Not inter-picture predicted, beginning of a frame, lowest spatial layer (RFC 9628 §4.2).</summary>
    private static bool IsVp9KeyFrame(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return false;
        }

        byte flags = payload[0];
        bool isPredicted = (flags & 0x40) != 0;
        bool isBeginning = (flags & 0x08) != 0;
        if (isPredicted || !isBeginning)
        {
            return false;
        }

        int offset = 1;
        if ((flags & 0x80) != 0)
        {
            bool isLong = payload.Length > offset && (payload[offset] & 0x80) != 0;
            offset += isLong ? 2 : 1;
        }

        if ((flags & 0x20) == 0)
        {
            return true;
        }

        // TID, U, SID, D.
        return payload.Length > offset && ((payload[offset] >> 1) & 0x07) == 0;
    }

    /// <summary>A sequence parameter set, alone, aggregated, or the start of a fragmented one (RFC 6184 §5.4).</summary>
    private static bool IsH264KeyFrame(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return false;
        }

        switch (payload[0] & 0x1F)
        {
            case H264Sps:
                return true;
            case H264StapA:
                return StapHasSps(payload[1..]);
            case H264FuA or H264FuB:
                return payload.Length > 1 && (payload[1] & 0x80) != 0 && (payload[1] & 0x1F) == H264Sps;
            default:
                return false;
        }
    }

    private static bool StapHasSps(ReadOnlySpan<byte> units)
    {
        const int SizeLength = 2;
        while (units.Length > SizeLength)
        {
            int size = (units[0] << 8) | units[1];
            if (size > 0 && (units[SizeLength] & 0x1F) == H264Sps)
            {
                return true;
            }

            if (units.Length - SizeLength < size)
            {
                return false;
            }

            units = units[(SizeLength + size)..];
        }

        return false;
    }

    /// <summary>The N bit: first packet of a coded video sequence (AV1 RTP payload format §4.4).</summary>
    private static bool IsAv1KeyFrame(ReadOnlySpan<byte> payload) => !payload.IsEmpty && (payload[0] & 0x08) != 0;

    /// <summary>
    /// After start, end, template id and frame number (3 bytes) a longer descriptor tells by its first flag whether the
    /// structure of the templates is attached, which only key frames do (AV1 RTP payload format §A.8.2).
    /// </summary>
    private static bool HasTemplateStructure(ReadOnlySpan<byte> descriptor) =>
        descriptor.Length > 3 && (descriptor[0] & 0x80) != 0 && (descriptor[3] & 0x80) != 0;
}
