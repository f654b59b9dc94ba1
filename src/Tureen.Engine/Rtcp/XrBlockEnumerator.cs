using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Walks the blocks of an extended report; the caller passes over the types that it does not know.</summary>
internal ref struct XrBlockEnumerator(ReadOnlySpan<byte> blocks)
{
    private ReadOnlySpan<byte> _rest = blocks;

    public XrBlock Current { get; private set; }

    /// <summary>All bytes were passed; false after a walk that met a block longer than the packet.</summary>
    public readonly bool IsComplete => _rest.IsEmpty;

    public readonly XrBlockEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < XrBlock.HeaderLength)
        {
            return false;
        }

        int length = XrBlock.HeaderLength + (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) * 4);
        if (length > _rest.Length)
        {
            return false;
        }

        Current = new XrBlock(_rest[0], _rest[XrBlock.HeaderLength..length]);
        _rest = _rest[length..];
        return true;
    }
}
