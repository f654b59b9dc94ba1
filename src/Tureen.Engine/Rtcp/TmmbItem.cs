using System.Buffers.Binary;
using System.Numerics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtcp;

/// <summary>A rate limit that one receiver sets, or that a sender confirms.</summary>
/// <remarks>
/// <para>RFC 5104 §4.2.1.1 and §4.2.2.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |                              SSRC                             |
/// | MxTBR Exp |  MxTBR Mantissa                 |Measured Overhead|
/// </code>
/// </remarks>
/// <param name="Ssrc">The source that is limited (request), or the receiver that limits (notification).</param>
/// <param name="MaxBitrate">The limit with all overhead below RTP.</param>
/// <param name="Overhead">Measured overhead per packet, in bytes, 9 bits.</param>
internal readonly record struct TmmbItem(uint Ssrc, Bitrate MaxBitrate, ushort Overhead)
{
    public const int Length = 8;

    private const int MantissaBits = 17;
    private const int OverheadBits = 9;

    /// <summary>False also when the rate exceeds a 64-bit number.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TmmbItem item)
    {
        item = default;
        if (bytes.Length < Length)
        {
            return false;
        }

        uint word = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        int exponent = (int)(word >> (MantissaBits + OverheadBits));
        long mantissa = (word >> OverheadBits) & ((1 << MantissaBits) - 1);
        if (mantissa != 0 && exponent >= BitOperations.LeadingZeroCount((ulong)mantissa))
        {
            return false;
        }

        long bitrate = mantissa == 0 ? 0 : mantissa << exponent;
        ushort overhead = (ushort)(word & ((1 << OverheadBits) - 1));
        item = new TmmbItem(BinaryPrimitives.ReadUInt32BigEndian(bytes), new Bitrate(bitrate), overhead);
        return true;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        ulong value = (ulong)Math.Max(0, MaxBitrate.BitsPerSecond);
        int exponent = Math.Max(0, 64 - BitOperations.LeadingZeroCount(value) - MantissaBits);
        uint word = ((uint)exponent << (MantissaBits + OverheadBits))
            | ((uint)(value >> exponent) << OverheadBits)
            | (Overhead & ((1u << OverheadBits) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(destination, Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], word);
        return Length;
    }
}
