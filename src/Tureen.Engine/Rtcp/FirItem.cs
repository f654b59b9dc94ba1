using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>One source that shall send a key frame.</summary>
/// <remarks>
/// <para>RFC 5104 §4.3.1.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |                              SSRC                             |
/// | Seq nr.       |    Reserved = 0                               |
/// </code>
/// </remarks>
/// <param name="Ssrc">The source.</param>
/// <param name="SequenceNumber">Rises with each new command; a repetition keeps it.</param>
internal readonly record struct FirItem(uint Ssrc, byte SequenceNumber)
{
    public const int Length = 8;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out FirItem item)
    {
        item = default;
        if (bytes.Length < Length)
        {
            return false;
        }

        item = new FirItem(BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4]);
        return true;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], (uint)SequenceNumber << 24);
        return Length;
    }
}
