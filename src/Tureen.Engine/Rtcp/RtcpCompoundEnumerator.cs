using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Walks the packets of a compound (RFC 3550 §6.1); stops at the first malformed one and reports that.</summary>
/// <remarks>Reduced-size packets (RFC 5506) are compounds too, so that the first type is not checked.</remarks>
internal ref struct RtcpCompoundEnumerator(ReadOnlySpan<byte> bytes)
{
    private const byte LowestType = 192;
    private const byte HighestType = 223;

    private ReadOnlySpan<byte> _rest = bytes;

    public RtcpPacketView Current { get; private set; }

    /// <summary>The walk ended before the end of the bytes, or there were none.</summary>
    public bool IsMalformed { get; private set; } = bytes.IsEmpty;

    public readonly RtcpCompoundEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        if (TryTake(out RtcpPacketView packet))
        {
            Current = packet;
            return true;
        }

        IsMalformed = true;
        _rest = default;
        return false;
    }

    private bool TryTake(out RtcpPacketView packet)
    {
        packet = default;
        if (_rest.Length < RtcpPacketView.HeaderLength || _rest[0] >> 6 != 2 || _rest[1] is < LowestType or > HighestType)
        {
            return false;
        }

        int length = (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) + 1) * 4;
        if (length > _rest.Length)
        {
            return false;
        }

        int padding = 0;
        if ((_rest[0] & 0x20) != 0)
        {
            // RFC 3550 §6.4.1 wants whole words, on the last packet alone. Browsers pad transport-wide feedback by single bytes,
            // and may put it anywhere, so that only the bounds are checked.
            padding = _rest[length - 1];
            if (padding == 0 || padding > length - RtcpPacketView.HeaderLength)
            {
                return false;
            }
        }

        packet = new RtcpPacketView(_rest[..length], padding);
        _rest = _rest[length..];
        return true;
    }
}
