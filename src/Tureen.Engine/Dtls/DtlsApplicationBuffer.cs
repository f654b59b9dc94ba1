using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Dtls;

/// <summary>Decrypted messages that wait to be read, in one array that is made when the first one comes.</summary>
internal sealed class DtlsApplicationBuffer
{
    private const int PrefixLength = sizeof(ushort);

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>Room for the next message, or nothing if there is not enough for a whole datagram.</summary>
    public Span<byte> GetSpan()
    {
        if (_bytes.Length == 0)
        {
            _bytes = new byte[EngineLimits.DtlsApplicationBufferLength];
        }

        int free = _bytes.Length - _end - PrefixLength;
        return free >= EngineLimits.MaxDatagramLength ? _bytes.AsSpan(_end + PrefixLength, free) : [];
    }

    /// <summary>Keeps the first <paramref name="length"/> bytes of the room last given out.</summary>
    public void Commit(int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_end), (ushort)length);
        _end += PrefixLength + length;
    }

    /// <summary>Takes out the oldest message; one that is longer than <paramref name="destination"/> is lost.</summary>
    public bool TryRead(Span<byte> destination, out int length)
    {
        while (_start < _end)
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(_start));
            ReadOnlySpan<byte> message = _bytes.AsSpan(_start + PrefixLength, length);
            _start += PrefixLength + length;
            if (_start == _end)
            {
                _start = 0;
                _end = 0;
            }

            if (message.TryCopyTo(destination))
            {
                return true;
            }
        }

        length = 0;
        return false;
    }

    public void Clear()
    {
        _bytes = [];
        _start = 0;
        _end = 0;
    }
}
