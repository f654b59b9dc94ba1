using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>One sub-block of a DLRR block.</summary>
/// <remarks>
/// <para>RFC 3611 §4.5.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |                 SSRC_1 (SSRC of first receiver)               |
/// |                         last RR (LRR)                         |
/// |                   delay since last RR (DLRR)                  |
/// </code>
/// </remarks>
/// <param name="Ssrc">The receiver that sent the reference time.</param>
/// <param name="LastRr">The middle 32 bits of its NTP time, 0 when there was none.</param>
/// <param name="DelaySinceLastRr">In units of 1/65536 s.</param>
internal readonly record struct DlrrEntry(uint Ssrc, uint LastRr, uint DelaySinceLastRr)
{
    public const int Length = 12;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out DlrrEntry entry)
    {
        entry = default;
        if (bytes.Length < Length)
        {
            return false;
        }

        entry = new DlrrEntry(
            BinaryPrimitives.ReadUInt32BigEndian(bytes),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], LastRr);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], DelaySinceLastRr);
        return Length;
    }
}
