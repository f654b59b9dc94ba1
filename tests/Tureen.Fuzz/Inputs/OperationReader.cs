using System.Buffers.Binary;

namespace Tureen.Fuzz.Inputs;

/// <summary>Reads operations: a code, two bytes of length, the data. A length that is too long takes what is left.</summary>
internal ref struct OperationReader(ReadOnlySpan<byte> input)
{
    public const int HeaderLength = 3;

    private ReadOnlySpan<byte> _rest = input;
    private int _count;

    public bool TryRead(out byte code, out ReadOnlySpan<byte> data)
    {
        if (_rest.Length < HeaderLength || _count++ >= InputLimits.MaxOperations)
        {
            code = 0;
            data = default;
            return false;
        }

        code = _rest[0];
        int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(_rest[1..]), _rest.Length - HeaderLength);
        data = _rest.Slice(HeaderLength, length);
        _rest = _rest[(HeaderLength + length)..];
        return true;
    }
}
