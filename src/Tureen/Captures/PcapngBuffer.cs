using System.Buffers.Binary;

namespace Tureen;

/// <summary>Blocks of a pcapng file in memory, little-endian. Each begins and ends with its length (draft-ietf-opsawg-pcapng §3.1).</summary>
internal sealed class PcapngBuffer
{
    private const int LengthOffset = 4;
    private const ushort EndOfOptions = 0;

    private byte[] _bytes = new byte[CaptureLimits.WriteLength];
    private int _length;
    private int _blockStart;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void BeginBlock(uint type)
    {
        _blockStart = _length;
        Write(type);
        Write(0u);
    }

    public void EndBlock()
    {
        uint length = (uint)(_length - _blockStart + sizeof(uint));
        Write(length);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_blockStart + LengthOffset), length);
    }

    public void Write(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    public void Write(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    public void Write(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Fills up to a multiple of 4, after <paramref name="length"/> bytes.</summary>
    public void Pad(int length) => Take(-length & 3).Clear();

    public void WriteOption(ushort code, ReadOnlySpan<byte> value)
    {
        Write(code);
        Write((ushort)value.Length);
        Write(value);
        Pad(value.Length);
    }

    public void EndOptions() => WriteOption(EndOfOptions, []);

    private Span<byte> Take(int length)
    {
        if (length > _bytes.Length - _length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        }

        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
