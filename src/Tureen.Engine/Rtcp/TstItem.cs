using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>A wish for, or the choice of, spatial against temporal quality.</summary>
/// <remarks>
/// <para>RFC 5104 §4.3.2.1 and §4.3.3.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |                              SSRC                             |
/// |  Seq nr.      |  Reserved = 0                       |  Index  |
/// </code>
/// </remarks>
/// <param name="Ssrc">The source that shall change (request), or the receiver that asked (notification).</param>
/// <param name="SequenceNumber">Rises with each new request.</param>
/// <param name="Index">0 for the best spatial quality to 31 for the highest frame rate.</param>
internal readonly record struct TstItem(uint Ssrc, byte SequenceNumber, byte Index)
{
    public const int Length = 8;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out TstItem item)
    {
        item = default;
        if (bytes.Length < Length)
        {
            return false;
        }

        item = new TstItem(BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4], (byte)(bytes[7] & 0x1F));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ((uint)SequenceNumber << 24) | (Index & 0x1Fu));
        return Length;
    }
}
