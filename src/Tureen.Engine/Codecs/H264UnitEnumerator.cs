namespace Tureen.Engine.Codecs;

/// <summary>Walks the whole NAL units of one packet: the one that it is, or those of a STAP-A up to the first that is cut off.</summary>
internal ref struct H264UnitEnumerator
{
    private const int SizeLength = 2;

    private readonly bool _isAggregate;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _current;

    public H264UnitEnumerator(ReadOnlySpan<byte> payload)
    {
        int type = payload.IsEmpty ? H264Payload.StapA : H264Payload.TypeOf(payload);
        _isAggregate = type == H264Payload.StapA;
        _rest = _isAggregate ? payload[Math.Min(1, payload.Length)..] : type < H264Payload.StapA ? payload : default;
    }

    /// <summary>A unit, which is not empty.</summary>
    public readonly ReadOnlySpan<byte> Current => _current;

    public readonly H264UnitEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_isAggregate)
        {
            _current = _rest;
            _rest = default;
            return !_current.IsEmpty;
        }

        while (_rest.Length > SizeLength)
        {
            int size = (_rest[0] << 8) | _rest[1];
            ReadOnlySpan<byte> units = _rest[SizeLength..];
            if (units.Length < size)
            {
                break;
            }

            _current = units[..size];
            _rest = units[size..];
            if (size > 0)
            {
                return true;
            }
        }

        _rest = default;
        return false;
    }
}
