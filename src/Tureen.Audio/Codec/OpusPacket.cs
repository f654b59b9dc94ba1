namespace Tureen.Audio.Codec;

/// <summary>What the first bytes of an Opus packet say (RFC 6716 §3.1).</summary>
/// <code>
///  0 1 2 3 4 5 6 7
/// +-+-+-+-+-+-+-+-+
/// | config  |s| c |   configuration, stereo, code of the number of frames
/// +-+-+-+-+-+-+-+-+
/// </code>
/// <param name="Duration">In units of 48 kHz.</param>
/// <param name="IsDtx">Whether it has no audio: the sender says that it falls silent.</param>
/// <param name="HasFec">Whether it repeats the frame before it in lower quality.</param>
internal readonly record struct OpusPacket(int Duration, bool IsDtx, bool HasFec)
{
    /// <summary>A packet has at most 120 ms (RFC 6716 §3.2.5).</summary>
    public const int MaxDuration = 5_760;

    /// <summary>Bytes. A packet that is this short has no audio (RFC 7587 §3.1.3, as encoders make it).</summary>
    public const int MaxDtxLength = 2;

    private const int FirstHybridConfig = 12;
    private const int FirstCeltConfig = 16;
    private const int StereoFlag = 4;
    private const int CodeMask = 3;
    private const int CountMask = 0x3F;
    private const int TenMilliseconds = 480;

    public static bool TryParse(ReadOnlySpan<byte> payload, out OpusPacket packet)
    {
        packet = default;
        if (payload.IsEmpty)
        {
            return false;
        }

        int config = payload[0] >> 3;
        int code = payload[0] & CodeMask;
        int frame = FrameDuration(config);
        int count = code switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => payload.Length > 1 ? payload[1] & CountMask : 0,
        };
        if (count == 0 || frame * count > MaxDuration)
        {
            return false;
        }

        packet = new OpusPacket(frame * count, payload.Length <= MaxDtxLength, ReadFec(payload, config, code, frame));
        return true;
    }

    private static int FrameDuration(int config) => config switch
    {
        < FirstHybridConfig => (config & 3) == 3 ? 6 * TenMilliseconds : TenMilliseconds << (config & 3),
        < FirstCeltConfig => TenMilliseconds << (config & 1),
        _ => TenMilliseconds / 4 << (config & 3),
    };

    /// <summary>Reads the flag of the first SILK frame, which follows its activity flags (RFC 6716 §4.2.3), of each channel.</summary>
    private static bool ReadFec(ReadOnlySpan<byte> payload, int config, int code, int frame)
    {
        if (config >= FirstCeltConfig || code > 1 || payload.Length <= MaxDtxLength)
        {
            return false;
        }

        int silkFrames = Math.Max(1, frame / (2 * TenMilliseconds));
        int channels = (payload[0] & StereoFlag) != 0 ? 2 : 1;
        for (int channel = 1; channel <= channels; channel++)
        {
            int bit = (channel * (silkFrames + 1)) - 1;
            if ((payload[1] & (0x80 >> bit)) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
