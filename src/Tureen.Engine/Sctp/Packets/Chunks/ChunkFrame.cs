using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>What all chunks have in common (RFC 9260 §3.2): type, flags and a length that leaves out the padding.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |  Chunk Type   |  Chunk Flags  |         Chunk Length          |
/// </code></remarks>
internal static class ChunkFrame
{
    public const int Length = 4;

    /// <summary>The chunk without its padding, if its type is <paramref name="type"/> and its length lies in the bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, byte type, int minimumLength, out ReadOnlySpan<byte> chunk)
    {
        chunk = default;
        if (bytes.Length < minimumLength || bytes[0] != type)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (length < minimumLength || length > bytes.Length)
        {
            return false;
        }

        chunk = bytes[..length];
        return true;
    }

    /// <summary>Writes the header and the padding of a chunk of <paramref name="length"/> bytes; returns its length with padding.</summary>
    public static int Write(Span<byte> destination, byte type, byte flags, int length)
    {
        int padded = Pad(length);
        destination[length..padded].Clear();
        destination[0] = type;
        destination[1] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
        return padded;
    }

    public static int Pad(int length) => (length + 3) & ~3;
}
