namespace Tureen.Net.Tcp;

/// <summary>Cuts a stream of bytes into packets.</summary>
internal sealed class TcpFrameBuffer
{
    private readonly ITcpFraming _framing;
    private readonly int _maxFrameLength;
    private readonly byte[] _bytes;
    private int _start;
    private int _end;

    /// <param name="framing">Where packets begin and end.</param>
    /// <param name="maxFrameLength">Bytes; a longer frame is not waited for.</param>
    /// <param name="capacity">Bytes; room for one frame at least.</param>
    public TcpFrameBuffer(ITcpFraming framing, int maxFrameLength, int capacity)
    {
        _framing = framing;
        _maxFrameLength = maxFrameLength;
        _bytes = new byte[Math.Max(capacity, framing.HeaderLength + maxFrameLength)];
    }

    /// <summary>The stream announced a frame longer than any packet, so the rest cannot be read.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether a whole frame waits.</summary>
    public bool HasFrame => TryMeasure(out int length) && _end - _start >= _framing.HeaderLength + length;

    /// <summary>Where the next bytes go; never empty while there is no whole frame.</summary>
    public Span<byte> Free
    {
        get
        {
            if (_start > 0)
            {
                _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
                _end -= _start;
                _start = 0;
            }

            return _bytes.AsSpan(_end);
        }
    }

    public void Advance(int length) => _end += length;

    /// <summary>Takes the next whole frame; it stays valid until <see cref="Free"/> is used. Empty frames are skipped.</summary>
    public bool TryRead(out ReadOnlySpan<byte> frame)
    {
        while (HasFrame)
        {
            TryMeasure(out int length);
            frame = _bytes.AsSpan(_start + _framing.HeaderLength, length);
            _start += _framing.HeaderLength + length;
            if (length > 0)
            {
                return true;
            }
        }

        frame = default;
        return false;
    }

    private bool TryMeasure(out int length)
    {
        length = 0;
        if (IsBroken || _end - _start < _framing.MeasuredLength)
        {
            return false;
        }

        length = _framing.Measure(_bytes.AsSpan(_start));
        IsBroken = length < 0 || length > _maxFrameLength;
        return !IsBroken;
    }
}
