using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>The items of one source.</summary>
/// <remarks>
/// <para>RFC 3550 §6.5. One to four null octets end the items and fill the word.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |                          SSRC/CSRC                            |
/// |     type      |     length    | text ...                      |
/// </code>
/// </remarks>
internal readonly ref struct SdesChunk
{
    private const int SsrcLength = 4;
    private const int ItemHeaderLength = 2;
    private const int MaxValueLength = 255;

    private readonly ReadOnlySpan<byte> _bytes;

    private SdesChunk(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(_bytes);

    public SdesItemEnumerator Items => new(_bytes[SsrcLength..]);

    /// <summary>The canonical name, empty when the chunk has none.</summary>
    public ReadOnlySpan<byte> Cname
    {
        get
        {
            foreach (SdesItem item in Items)
            {
                if (item.Type == SdesItemType.Cname)
                {
                    return item.Value;
                }
            }

            return default;
        }
    }

    /// <summary>Bytes of a chunk with one item.</summary>
    public static int LengthOf(int valueLength) => (SsrcLength + ItemHeaderLength + valueLength + 4) & ~3;

    /// <summary>Takes one chunk from the front of <paramref name="bytes"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SdesChunk chunk, out int length)
    {
        chunk = default;
        length = 0;
        if (bytes.Length < SsrcLength)
        {
            return false;
        }

        var items = new SdesItemEnumerator(bytes[SsrcLength..]);
        while (items.MoveNext())
        {
        }

        // The null octets fill the word, so the chunk ends at the next multiple of four.
        length = (bytes.Length - items.RestLength + 4) & ~3;
        if (!items.IsTerminated || length > bytes.Length)
        {
            return false;
        }

        chunk = new SdesChunk(bytes[..length]);
        return true;
    }

    /// <summary>Writes a chunk with a CNAME alone; 0 when it does not fit.</summary>
    public static int WriteCname(Span<byte> destination, uint ssrc, ReadOnlySpan<byte> cname)
    {
        int length = LengthOf(cname.Length);
        if (destination.Length < length || cname.Length > MaxValueLength)
        {
            return 0;
        }

        destination[..length].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(destination, ssrc);
        destination[SsrcLength] = (byte)SdesItemType.Cname;
        destination[SsrcLength + 1] = (byte)cname.Length;
        cname.CopyTo(destination[(SsrcLength + ItemHeaderLength)..]);
        return length;
    }
}
