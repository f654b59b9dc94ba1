namespace Tureen.Tests.Server.Load.Media;

/// <summary>The arithmetic decoder of VP8, after RFC 6386 §7.3.</summary>
internal sealed class Vp8BoolDecoder(ReadOnlyMemory<byte> input)
{
    private int _position = 2;
    private uint _value = (uint)((input.Span[0] << 8) | input.Span[1]);
    private uint _range = 255;
    private int _bitCount;

    public bool Read(int probability)
    {
        uint split = 1 + (((_range - 1) * (uint)probability) >> 8);
        uint bigSplit = split << 8;
        bool value = _value >= bigSplit;
        _range = value ? _range - split : split;
        _value -= value ? bigSplit : 0;
        while (_range < 128)
        {
            _value <<= 1;
            _range <<= 1;
            if (++_bitCount == 8)
            {
                _bitCount = 0;
                _value |= _position < input.Length ? input.Span[_position] : 0u;
                _position++;
            }
        }

        return value;
    }

    public int ReadNumber(int bits)
    {
        int number = 0;
        for (int i = 0; i < bits; i++)
        {
            number = (number << 1) | (Read(128) ? 1 : 0);
        }

        return number;
    }
}
