using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Walks the parameters of a chunk, or the causes of an ABORT or ERROR; the last one may lack its padding.</summary>
internal ref struct ParameterEnumerator(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public SctpParameter Current { get; private set; }

    /// <summary>The walk ended at a parameter whose length does not fit.</summary>
    public bool IsMalformed { get; private set; }

    public readonly ParameterEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty || IsMalformed)
        {
            return false;
        }

        int length = _rest.Length < ParameterFrame.Length ? 0 : BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (length < ParameterFrame.Length || length > _rest.Length)
        {
            IsMalformed = true;
            return false;
        }

        Current = new SctpParameter(_rest[..length]);
        _rest = _rest[Math.Min(ChunkFrame.Pad(length), _rest.Length)..];
        return true;
    }
}
