using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Tureen.Recording.Matroska;

/// <summary>Writes EBML elements (RFC 8794) into memory: an id, the length of its data, and its data.</summary>
internal sealed class EbmlBuffer
{
    /// <summary>Bytes of a length that is known only later.</summary>
    private const int PatchedSizeLength = 4;

    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void WriteUnsigned(uint id, ulong value)
    {
        int length = Math.Max(1, (64 - BitOperations.LeadingZeroCount(value) + 7) / 8);
        WriteId(id);
        WriteSize(length);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        bytes[^length..].CopyTo(Take(length));
    }

    public void WriteFloat(uint id, double value)
    {
        WriteId(id);
        WriteSize(sizeof(double));
        BinaryPrimitives.WriteDoubleBigEndian(Take(sizeof(double)), value);
    }

    public void WriteText(uint id, string value) => WriteBinary(id, Encoding.UTF8.GetBytes(value));

    public void WriteBinary(uint id, ReadOnlySpan<byte> value)
    {
        WriteId(id);
        WriteSize(value.Length);
        WriteRaw(value);
    }

    /// <summary>Fills space that something may take later, its own header included.</summary>
    public void WriteVoid(int length)
    {
        const int HeaderLength = 2;
        WriteId(MatroskaId.Void);
        WriteSize(length - HeaderLength);
        Take(length - HeaderLength).Clear();
    }

    /// <summary>Begins an element with others inside.</summary>
    /// <returns>What <see cref="End"/> wants.</returns>
    public int Begin(uint id)
    {
        WriteId(id);
        Take(PatchedSizeLength).Clear();
        return Length;
    }

    /// <summary>Writes the length of an element, whose data ends here.</summary>
    public void End(int start) => WriteSizeTo(_bytes.AsSpan(start - PatchedSizeLength, PatchedSizeLength), Length - start);

    /// <summary>An element that has as much data as follows: to the end of the file, until the length is written (RFC 8794 §6.2).</summary>
    public void BeginUnknown(uint id)
    {
        WriteId(id);
        BinaryPrimitives.WriteUInt64BigEndian(Take(sizeof(ulong)), MatroskaId.UnknownSize);
    }

    public void WriteId(uint id)
    {
        int length = (32 - BitOperations.LeadingZeroCount(id) + 7) / 8;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        bytes[^length..].CopyTo(Take(length));
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>The length of data in as few bytes as it needs: a bit for each further byte before the one that ends them (RFC 8794 §4).</summary>
    public void WriteSize(int size)
    {
        // All bits set mean an unknown length.
        int length = 1;
        while (size >= (1L << (7 * length)) - 1)
        {
            length++;
        }

        WriteSizeTo(Take(length), size);
    }

    private static void WriteSizeTo(Span<byte> destination, long size)
    {
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = (byte)size;
            size >>= 8;
        }

        destination[0] |= (byte)(0x80 >> (destination.Length - 1));
    }

    private Span<byte> Take(int length)
    {
        if (Length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        }

        Length += length;
        return _bytes.AsSpan(Length - length, length);
    }
}
