namespace Tureen.Engine.Primitives;

/// <summary>Reads unsigned numbers of some bits, most significant bit first. Past the end it reads zeros and reports that.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bits read so far.</summary>
    public int Position { get; private set; }

    public readonly bool IsPastEnd => Position > _bytes.Length * 8;

    public void Skip(int bits) => Position += bits;

    public bool ReadFlag() => Read(1) != 0;

    /// <summary>Up to 32 bits.</summary>
    public uint Read(int bits)
    {
        ulong value = 0;
        int end = Position + bits;
        for (int at = Position; at < end;)
        {
            int inByte = at & 7;
            int taken = Math.Min(8 - inByte, end - at);
            int index = at >> 3;
            int octet = index < _bytes.Length ? _bytes[index] : 0;
            value = (value << taken) | ((uint)(octet >> (8 - inByte - taken)) & ((1u << taken) - 1));
            at += taken;
        }

        Position = end;
        return (uint)value;
    }

    /// <summary>A number below <paramref name="count"/>, in as few bits as it needs (AV1 bitstream §4.10.7, "ns").</summary>
    public uint ReadNonSymmetric(uint count)
    {
        if (count <= 1)
        {
            return 0;
        }

        int width = 32 - System.Numerics.BitOperations.LeadingZeroCount(count);
        uint shorter = (1u << width) - count;
        uint value = Read(width - 1);
        return value < shorter ? value : (value << 1) - shorter + Read(1);
    }
}
