namespace Tureen.Engine.Codecs;

/// <summary>The picture id as VP8 and VP9 write it: a bit for the length, then 7 or 15 bits (RFC 7741 §4.2, RFC 9628 §4.2).</summary>
internal static class PictureIdField
{
    /// <summary>Bits of a picture id that is counted on.</summary>
    public const int Bits = 15;

    public const int Mask = (1 << Bits) - 1;

    /// <summary>Pictures. A picture farther behind is not late: its sender counts anew (mediasoup's window).</summary>
    public const int MaxAge = 1000;

    private const int ShortMask = 0x7F;

    /// <summary>Reads the field at <paramref name="offset"/> and moves on behind it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, ref int offset, out int pictureId, out bool isLong)
    {
        pictureId = 0;
        isLong = payload.Length > offset && (payload[offset] & 0x80) != 0;
        int length = isLong ? 2 : 1;
        if (payload.Length < offset + length)
        {
            return false;
        }

        pictureId = payload[offset] & ShortMask;
        if (isLong)
        {
            pictureId = (pictureId << 8) | payload[offset + 1];
        }

        offset += length;
        return true;
    }

    /// <summary>The number of 15 bits next to <paramref name="last"/> that ends in the 7 bits of <paramref name="pictureId"/>.</summary>
    public static ushort Extend(int pictureId, int last)
    {
        int ahead = (pictureId - last) & ShortMask;
        int difference = ahead > ShortMask / 2 ? ahead - (ShortMask + 1) : ahead;
        return (ushort)((last + difference) & Mask);
    }
}
