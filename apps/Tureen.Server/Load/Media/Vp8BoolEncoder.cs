namespace Tureen.Server.Load.Media;

/// <summary>The arithmetic coder of VP8 (RFC 6386 §7.3).</summary>
internal sealed class Vp8BoolEncoder
{
    private const int HighestBit = 31;
    private const int FirstBits = 24;

    private readonly List<byte> _output = [];
    private uint _range = 255;
    private uint _bottom;
    private int _bitCount = FirstBits;

    /// <summary>One Boolean.</summary>
    /// <param name="value">The value.</param>
    /// <param name="probability">How likely false is, of 256.</param>
    public void Write(bool value, int probability)
    {
        uint split = 1 + (((_range - 1) * (uint)probability) >> 8);
        if (value)
        {
            _bottom += split;
            _range -= split;
        }
        else
        {
            _range = split;
        }

        while (_range < 128)
        {
            _range <<= 1;
            Shift();
        }
    }

    /// <summary>A number without a distribution, the highest bit first.</summary>
    public void WriteNumber(int value, int bits)
    {
        for (int bit = bits - 1; bit >= 0; bit--)
        {
            Write(((value >> bit) & 1) != 0, 128);
        }
    }

    /// <summary>What was written; nothing can follow.</summary>
    public byte[] Finish()
    {
        if ((_bottom & (1u << (32 - _bitCount))) != 0)
        {
            Carry();
        }

        _bottom <<= _bitCount & 7;
        for (int i = _bitCount >> 3; i > 0; i--)
        {
            _bottom <<= 8;
        }

        for (int i = 0; i < sizeof(uint); i++)
        {
            _output.Add((byte)(_bottom >> FirstBits));
            _bottom <<= 8;
        }

        return [.. _output];
    }

    private void Shift()
    {
        if ((_bottom & (1u << HighestBit)) != 0)
        {
            Carry();
        }

        _bottom <<= 1;
        if (--_bitCount == 0)
        {
            _output.Add((byte)(_bottom >> FirstBits));
            _bottom &= (1u << FirstBits) - 1;
            _bitCount = 8;
        }
    }

    private void Carry()
    {
        int last = _output.Count - 1;
        while (last >= 0 && _output[last] == byte.MaxValue)
        {
            _output[last--] = 0;
        }

        _output[last]++;
    }
}
