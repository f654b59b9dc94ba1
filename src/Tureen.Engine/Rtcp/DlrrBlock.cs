using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>DLRR block: how long ago each receiver's reference time arrived (RFC 3611 §4.5). It enumerates its entries.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |     BT=5      |   reserved    |         block length          |
/// |                    sub-blocks of 12 bytes ...                 |
/// </code>
/// </remarks>
internal ref struct DlrrBlock
{
    public const byte BlockType = 5;

    private ReadOnlySpan<byte> _rest;
    private DlrrEntry _current;

    private DlrrBlock(ReadOnlySpan<byte> body)
    {
        _rest = body;
        _current = default;
    }

    public readonly DlrrEntry Current => _current;

    /// <summary>Bytes of a block with <paramref name="entries"/> sub-blocks.</summary>
    public static int LengthOf(int entries) => XrBlock.HeaderLength + (entries * DlrrEntry.Length);

    public static bool TryParse(XrBlock block, out DlrrBlock dlrr)
    {
        bool parsed = block.Type == BlockType && block.Body.Length % DlrrEntry.Length == 0;
        dlrr = parsed ? new DlrrBlock(block.Body) : default;
        return parsed;
    }

    /// <summary>Writes the header of a block that holds <paramref name="entries"/> sub-blocks.</summary>
    public static void WriteHeader(Span<byte> destination, int entries) =>
        BinaryPrimitives.WriteUInt32BigEndian(destination, ((uint)BlockType << 24) | (uint)(entries * DlrrEntry.Length / 4));

    public readonly DlrrBlock GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!DlrrEntry.TryRead(_rest, out _current))
        {
            return false;
        }

        _rest = _rest[DlrrEntry.Length..];
        return true;
    }
}
