namespace Tureen.Engine.Rtp;

/// <summary>Walks an extension block in its one-byte or two-byte form (RFC 8285 §4.2 and §4.3).</summary>
internal ref struct RtpExtensionEnumerator(ReadOnlySpan<byte> block, bool isTwoByte)
{
    private const int OneByteStopId = 15;

    private ReadOnlySpan<byte> _rest = block;

    public RtpExtensionElement Current { get; private set; }

    public readonly RtpExtensionEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_rest.Length > 0)
        {
            // A zero byte is padding between elements.
            if (_rest[0] == 0)
            {
                _rest = _rest[1..];
                continue;
            }

            return isTwoByte ? MoveNextTwoByte() : MoveNextOneByte();
        }

        return false;
    }

    private bool MoveNextOneByte()
    {
        int id = _rest[0] >> 4;
        int length = (_rest[0] & 0x0F) + 1;

        // Id 15 ends the block, and id 0 with a length is not padding but an error (RFC 8285 §4.2).
        return id is not (0 or OneByteStopId) && TryTake(id, 1, length);
    }

    private bool MoveNextTwoByte() => _rest.Length >= 2 && TryTake(_rest[0], 2, _rest[1]);

    private bool TryTake(int id, int headerLength, int length)
    {
        if (_rest.Length < headerLength + length)
        {
            _rest = default;
            return false;
        }

        Current = new RtpExtensionElement(id, _rest.Slice(headerLength, length));
        _rest = _rest[(headerLength + length)..];
        return true;
    }
}
