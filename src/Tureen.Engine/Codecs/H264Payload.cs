namespace Tureen.Engine.Codecs;

/// <summary>What an H264 payload tells by its NAL units.</summary>
/// <remarks>
/// RFC 6184 §5.3–§5.8.
/// <code>
/// |F|NRI|  Type   | a NAL unit, or STAP-A (24), or FU-A (28), FU-B (29)
/// | size (16) | NAL unit | … of a STAP-A
/// |S|E|R|  Type   | second byte of an FU
/// </code>
/// </remarks>
internal static class H264Payload
{
    private const int TypeMask = 0x1F;
    private const int Sps = 7;
    private const int StapA = 24;
    private const int FuA = 28;
    private const int FuB = 29;
    private const int SizeLength = 2;

    /// <summary>
    /// A sequence parameter set: alone, aggregated, or as first fragment. A coded slice of an IDR picture alone is none,
    /// since without the parameters nothing can be decoded.
    /// </summary>
    public static bool IsKeyFrame(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return false;
        }

        return (payload[0] & TypeMask) switch
        {
            Sps => true,
            StapA => StapHasSps(payload[1..]),
            FuA or FuB => payload.Length > 1 && (payload[1] & 0x80) != 0 && (payload[1] & TypeMask) == Sps,
            _ => false,
        };
    }

    private static bool StapHasSps(ReadOnlySpan<byte> units)
    {
        while (units.Length > SizeLength)
        {
            int size = (units[0] << 8) | units[1];
            if (units.Length - SizeLength < size)
            {
                return false;
            }

            if (size > 0 && (units[SizeLength] & TypeMask) == Sps)
            {
                return true;
            }

            units = units[(SizeLength + size)..];
        }

        return false;
    }
}
