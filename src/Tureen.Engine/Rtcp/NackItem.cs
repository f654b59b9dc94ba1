using System.Buffers.Binary;
using System.Numerics;

namespace Tureen.Engine.Rtcp;

/// <summary>A lost packet and which of the 16 after it are lost too.</summary>
/// <remarks>
/// <para>RFC 4585 §6.2.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |            PID                |             BLP               |
/// </code>
/// </remarks>
/// <param name="PacketId">Sequence number of the lost packet.</param>
/// <param name="LostBitmask">Bit i (least significant is 0) means that packet PID + i + 1 is lost.</param>
internal readonly record struct NackItem(ushort PacketId, ushort LostBitmask)
{
    public const int Length = 4;

    /// <summary>Sequence numbers that one item can cover.</summary>
    public const int Span = 17;

    /// <summary>Requested packets, 1 to 17.</summary>
    public int Count => 1 + BitOperations.PopCount(LostBitmask);

    public static bool TryRead(ReadOnlySpan<byte> bytes, out NackItem item)
    {
        item = default;
        if (bytes.Length < Length)
        {
            return false;
        }

        item = new NackItem(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination, PacketId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], LostBitmask);
        return Length;
    }
}
