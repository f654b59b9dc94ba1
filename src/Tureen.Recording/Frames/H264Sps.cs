using Tureen.Engine.Primitives;

namespace Tureen.Recording.Frames;

/// <summary>Reads the size of the picture from a sequence parameter set (H.264 §7.3.2.1.1).</summary>
internal static class H264Sps
{
    private const int MaxLists = 12;
    private const int MaxReferences = 255;
    private const int MacroblockLength = 16;
    private const int MaxSide = 16_384;

    private static readonly byte[] ProfilesWithChroma = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];

    /// <summary>Width and height in pixels; 0 for what cannot be read.</summary>
    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> unit)
    {
        Span<byte> content = stackalloc byte[Math.Min(unit.Length, EngineLimits.MaxParameterSetLength)];
        var bits = new BitReader(content[..Unescape(unit, content)]);
        bits.Skip(8);
        var profile = (byte)bits.Read(8);
        bits.Skip(16);
        ReadUnsigned(ref bits);
        uint chroma = ProfilesWithChroma.Contains(profile) ? SkipChroma(ref bits) : 1;
        ReadUnsigned(ref bits);
        SkipOrderCount(ref bits);
        ReadUnsigned(ref bits);
        bits.Skip(1);
        long width = (ReadUnsigned(ref bits) + 1L) * MacroblockLength;
        long units = ReadUnsigned(ref bits) + 1L;
        bool isFrames = bits.ReadFlag();
        bits.Skip(isFrames ? 0 : 1);
        long height = units * MacroblockLength * (isFrames ? 1 : 2);
        bits.Skip(1);
        if (bits.ReadFlag())
        {
            (int x, int y) = chroma switch { 1 => (2, 2), 2 => (2, 1), _ => (1, 1) };
            width -= x * ((long)ReadUnsigned(ref bits) + ReadUnsigned(ref bits));
            height -= y * (isFrames ? 1 : 2) * ((long)ReadUnsigned(ref bits) + ReadUnsigned(ref bits));
        }

        return bits.IsPastEnd || width is <= 0 or > MaxSide || height is <= 0 or > MaxSide ? (0, 0) : ((int)width, (int)height);
    }

    /// <summary>Removes the bytes that keep start codes out of the data (H.264 §7.3.1).</summary>
    private static int Unescape(ReadOnlySpan<byte> unit, Span<byte> content)
    {
        int length = 0;
        int zeros = 0;
        foreach (byte value in unit[..content.Length])
        {
            if (zeros >= 2 && value == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = value == 0 ? zeros + 1 : 0;
            content[length++] = value;
        }

        return length;
    }

    private static uint SkipChroma(ref BitReader bits)
    {
        uint chroma = ReadUnsigned(ref bits);
        bits.Skip(chroma == 3 ? 1 : 0);
        ReadUnsigned(ref bits);
        ReadUnsigned(ref bits);
        bits.Skip(1);
        if (bits.ReadFlag())
        {
            int lists = chroma == 3 ? MaxLists : 8;
            for (int i = 0; i < lists; i++)
            {
                if (bits.ReadFlag())
                {
                    SkipScalingList(ref bits, i < 6 ? 16 : 64);
                }
            }
        }

        return chroma;
    }

    private static void SkipScalingList(ref BitReader bits, int size)
    {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size; i++)
        {
            if (next != 0)
            {
                uint code = ReadUnsigned(ref bits);
                int delta = (code & 1) != 0 ? (int)((code + 1) / 2) : -(int)(code / 2);
                next = (last + delta + 256) % 256;
            }

            last = next == 0 ? last : next;
        }
    }

    private static void SkipOrderCount(ref BitReader bits)
    {
        switch (ReadUnsigned(ref bits))
        {
            case 0:
                ReadUnsigned(ref bits);
                break;
            case 1:
                bits.Skip(1);
                ReadUnsigned(ref bits);
                ReadUnsigned(ref bits);
                uint count = Math.Min(ReadUnsigned(ref bits), MaxReferences);
                for (int i = 0; i < count; i++)
                {
                    ReadUnsigned(ref bits);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>As many zeros as bits follow the first one (H.264 §9.1).</summary>
    private static uint ReadUnsigned(ref BitReader bits)
    {
        int zeros = 0;
        while (zeros < 31 && !bits.IsPastEnd && !bits.ReadFlag())
        {
            zeros++;
        }

        return (1u << zeros) - 1 + (zeros > 0 ? bits.Read(zeros) : 0);
    }
}
