using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>What a receiver reports about one source.</summary>
/// <remarks>
/// <para>RFC 3550 §6.4.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |                          SSRC_n                               |
/// | fraction lost |       cumulative number of packets lost       |
/// |           extended highest sequence number received           |
/// |                      interarrival jitter                      |
/// |                         last SR (LSR)                         |
/// |                   delay since last SR (DLSR)                  |
/// </code>
/// </remarks>
/// <param name="Ssrc">The source that is reported on.</param>
/// <param name="FractionLost">Lost since the previous report, in units of 1/256.</param>
/// <param name="TotalLost">Signed, because duplicates make it negative; written within 24 bits.</param>
/// <param name="HighestSequence">Highest sequence number with its cycles in the upper half.</param>
/// <param name="Jitter">In units of the RTP timestamp.</param>
/// <param name="Lsr">The middle 32 bits of the last Sender Report's NTP time, 0 when there was none.</param>
/// <param name="Dlsr">In units of 1/65536 s.</param>
internal readonly record struct ReportBlock(
    uint Ssrc,
    byte FractionLost,
    int TotalLost,
    uint HighestSequence,
    uint Jitter,
    uint Lsr,
    uint Dlsr)
{
    public const int Length = 24;
    public const int MaxTotalLost = 0x7FFFFF;
    public const int MinTotalLost = -0x800000;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out ReportBlock block)
    {
        block = default;
        if (bytes.Length < Length)
        {
            return false;
        }

        uint lost = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        block = new ReportBlock(
            BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (byte)(lost >> 24),
            (int)(lost << 8) >> 8,
            BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        uint lost = (uint)Math.Clamp(TotalLost, MinTotalLost, MaxTotalLost) & 0xFFFFFF;
        BinaryPrimitives.WriteUInt32BigEndian(destination, Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ((uint)FractionLost << 24) | lost);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], HighestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], Lsr);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], Dlsr);
        return Length;
    }
}
