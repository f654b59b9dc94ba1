using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>What the NAL units of an H264 payload say.</summary>
/// <remarks>
/// RFC 6184 §5.3–§5.8.
/// <code>
/// |F|NRI|  Type   | a NAL unit, or STAP-A (24), or FU-A (28), FU-B (29)
/// | size (16) | NAL unit | … of a STAP-A
/// |S|E|R|  Type   | second byte of an FU
/// | DON (16) | after it in an FU-B
/// </code>
/// </remarks>
internal static class H264Payload
{
    public const int Sps = 7;
    public const int Pps = 8;
    public const int StapA = 24;
    private const int TypeMask = 0x1F;
    private const int FuA = 28;
    private const int FuB = 29;
    private const int FragmentStart = 0x80;
    private const int OrderNumberLength = 2;

    /// <summary>The type of a NAL unit that is not empty.</summary>
    public static int TypeOf(ReadOnlySpan<byte> unit) => unit[0] & TypeMask;

    /// <summary>
    /// A sequence parameter set: alone, aggregated, or as first fragment. A coded slice of an IDR picture alone is none,
    /// because nothing can be decoded without the parameters (<see cref="H264AccessUnits"/> knows when they came before).
    /// </summary>
    public static bool IsKeyFrame(ReadOnlySpan<byte> payload) => Read(payload).HasSps;

    /// <summary>What a packet without a dependency descriptor says.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, bool marker, out PayloadDescriptor read)
    {
        read = new PayloadDescriptor { IsPresent = true, IsKeyFrame = IsKeyFrame(payload), IsFrameEnd = marker };
        return true;
    }

    /// <summary>Reads which units a packet has.</summary>
    public static H264Units Read(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return default;
        }

        int type = TypeOf(payload);
        if (type is FuA or FuB)
        {
            return ReadFragment(payload[1..], type == FuB ? OrderNumberLength : 0);
        }

        H264Units units = default;
        foreach (ReadOnlySpan<byte> unit in EnumerateUnits(payload))
        {
            units = units.With(TypeOf(unit), unit[1..]);
        }

        return units;
    }

    /// <summary>The whole units of a packet; none of a fragment.</summary>
    public static H264UnitEnumerator EnumerateUnits(ReadOnlySpan<byte> payload) => new(payload);

    private static H264Units ReadFragment(ReadOnlySpan<byte> fragment, int orderNumberLength)
    {
        if (fragment.IsEmpty)
        {
            return default;
        }

        int type = TypeOf(fragment);
        ReadOnlySpan<byte> content = fragment[Math.Min(1 + orderNumberLength, fragment.Length)..];
        return (fragment[0] & FragmentStart) != 0 ? default(H264Units).With(type, content) : default(H264Units).WithRestOf(type);
    }
}
