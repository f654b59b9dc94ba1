using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Packets;

/// <summary>Walks the chunks of a packet; the last one may lack its padding.</summary>
internal ref struct ChunkEnumerator(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public SctpChunk Current { get; private set; }

    /// <summary>The walk ended at a chunk whose length does not fit.</summary>
    public bool IsMalformed { get; private set; }

    public readonly ChunkEnumerator GetEnumerator() => this;

    /// <summary>Whether there is more than one chunk.</summary>
    public readonly bool HasSecond()
    {
        ChunkEnumerator copy = this;
        return copy.MoveNext() && copy.MoveNext();
    }

    public bool MoveNext()
    {
        if (_rest.IsEmpty || IsMalformed)
        {
            return false;
        }

        int length = _rest.Length < ChunkFrame.Length ? 0 : BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (length < ChunkFrame.Length || length > _rest.Length)
        {
            IsMalformed = true;
            return false;
        }

        Current = new SctpChunk(_rest[..length]);
        _rest = _rest[Math.Min(ChunkFrame.Pad(length), _rest.Length)..];
        return true;
    }
}
