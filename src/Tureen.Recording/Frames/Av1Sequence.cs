using Tureen.Engine.Primitives;

namespace Tureen.Recording.Frames;

/// <summary>What a sequence header says, as far as files want it (AV1 bitstream §5.5).</summary>
internal sealed record Av1Sequence
{
    private const int ChooseScreenContentTools = 2;

    public int Profile { get; private init; }

    public int Level { get; private init; }

    public bool IsHighTier { get; private init; }

    public int Width { get; private init; }

    public int Height { get; private init; }

    public bool IsHighDepth { get; private init; }

    public bool IsMonochrome { get; private init; }

    public static Av1Sequence Read(ReadOnlySpan<byte> content)
    {
        var bits = new BitReader(content);
        var profile = (int)bits.Read(3);
        bits.Skip(1);
        bool isReduced = bits.ReadFlag();
        int level;
        bool isHighTier = false;
        if (isReduced)
        {
            level = (int)bits.Read(5);
        }
        else if (!TryReadOperatingPoints(ref bits, out level, out isHighTier))
        {
            return new Av1Sequence { Profile = profile };
        }

        int widthBits = (int)bits.Read(4) + 1;
        int heightBits = (int)bits.Read(4) + 1;
        int width = (int)bits.Read(widthBits) + 1;
        int height = (int)bits.Read(heightBits) + 1;
        SkipTools(ref bits, isReduced);
        bool isHighDepth = bits.ReadFlag();
        bits.Skip(profile == 2 && isHighDepth ? 1 : 0);
        return new Av1Sequence
        {
            Profile = profile,
            Level = level,
            IsHighTier = isHighTier,
            Width = width,
            Height = height,
            IsHighDepth = isHighDepth,
            IsMonochrome = profile != 1 && bits.ReadFlag(),
        };
    }

    /// <summary>The configuration record (AV1 in ISO media §2.3), with the header itself.</summary>
    public byte[] Write(ReadOnlySpan<byte> unit) =>
    [
        0x81,
        (byte)((Profile << 5) | Level),
        (byte)((IsHighTier ? 0x80 : 0) | (IsHighDepth ? 0x40 : 0) | (IsMonochrome ? 0x10 : 0) | (Profile == 1 ? 0 : 0x0C)),
        0,
        .. unit,
    ];

    /// <summary>False with a model of timing, which encoders for calls do not write.</summary>
    private static bool TryReadOperatingPoints(ref BitReader bits, out int level, out bool isHighTier)
    {
        const int LowestHighLevel = 8;
        level = 0;
        isHighTier = false;
        if (bits.ReadFlag())
        {
            return false;
        }

        bool hasDelays = bits.ReadFlag();
        int count = (int)bits.Read(5) + 1;
        for (int i = 0; i < count; i++)
        {
            bits.Skip(12);
            var own = (int)bits.Read(5);
            bool isOwnHigh = own >= LowestHighLevel && bits.ReadFlag();
            (level, isHighTier) = i == 0 ? (own, isOwnHigh) : (level, isHighTier);
            if (hasDelays && bits.ReadFlag())
            {
                bits.Skip(4);
            }
        }

        return true;
    }

    private static void SkipTools(ref BitReader bits, bool isReduced)
    {
        if (isReduced)
        {
            // Blocks, filter and edge; then resolution, directions and restoration.
            bits.Skip(3 + 3);
            return;
        }

        if (bits.ReadFlag())
        {
            bits.Skip(4 + 3);
        }

        bits.Skip(3 + 4);
        bool hasOrder = bits.ReadFlag();
        bits.Skip(hasOrder ? 2 : 0);
        uint screenTools = bits.ReadFlag() ? ChooseScreenContentTools : bits.Read(1);
        if (screenTools > 0 && !bits.ReadFlag())
        {
            bits.Skip(1);
        }

        bits.Skip((hasOrder ? 3 : 0) + 3);
    }
}
