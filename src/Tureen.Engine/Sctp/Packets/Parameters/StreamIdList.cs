using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Stream numbers at the end of a reset request; none means all streams (RFC 6525 §4.1, §4.2).</summary>
internal readonly ref struct StreamIdList(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Count => _bytes.Length / sizeof(ushort);

    public ushort this[int index] => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(index * sizeof(ushort))..]);

    public static void Write(Span<byte> destination, ReadOnlySpan<ushort> streamIds)
    {
        for (int i = 0; i < streamIds.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[(i * sizeof(ushort))..], streamIds[i]);
        }
    }
}
