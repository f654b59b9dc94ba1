using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>A run of lost macroblocks.</summary>
/// <remarks>
/// <para>RFC 4585 §6.3.2.2.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |            First        |        Number           | PictureID |
/// </code>
/// </remarks>
/// <param name="First">Address of the first lost macroblock, 13 bits.</param>
/// <param name="Number">Lost macroblocks, 13 bits.</param>
/// <param name="PictureId">The lowest six bits of the picture's identifier.</param>
internal readonly record struct SliItem(ushort First, ushort Number, byte PictureId)
{
    public const int Length = 4;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out SliItem item)
    {
        item = default;
        if (bytes.Length < Length)
        {
            return false;
        }

        uint word = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        item = new SliItem((ushort)(word >> 19), (ushort)((word >> 6) & 0x1FFF), (byte)(word & 0x3F));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        uint word = ((uint)(First & 0x1FFF) << 19) | ((uint)(Number & 0x1FFF) << 6) | (PictureId & 0x3Fu);
        BinaryPrimitives.WriteUInt32BigEndian(destination, word);
        return Length;
    }
}
