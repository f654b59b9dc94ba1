using System.Diagnostics;

namespace Tureen.Engine.Primitives;

/// <summary>Writes unsigned numbers of some bits, most significant bit first, into bytes that it clears itself.</summary>
internal ref struct BitWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>Bits written so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that hold what was written; the last one ends in zeros.</summary>
    public readonly int Length => (Position + 7) >> 3;

    /// <summary>Up to 32 bits.</summary>
    public void Write(uint value, int bits)
    {
        Debug.Assert(Position + bits <= _bytes.Length * 8, "The bits have no room.");
        int left = bits;
        while (left > 0)
        {
            int inByte = Position & 7;
            int taken = Math.Min(8 - inByte, left);
            if (inByte == 0)
            {
                _bytes[Position >> 3] = 0;
            }

            left -= taken;
            uint part = (value >> left) & ((1u << taken) - 1);
            _bytes[Position >> 3] |= (byte)(part << (8 - inByte - taken));
            Position += taken;
        }
    }
}
