using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Walks the status symbols of a transport-wide feedback, chunk by chunk.</summary>
/// <remarks>
/// <para>draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.3 and §3.1.4.</para>
/// <code>
///  0                   1
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
/// |0| S |        run length       |
/// |1|0|   14 symbols of one bit   |
/// |1|1|    7 symbols of two bits  |
/// </code>
/// </remarks>
internal ref struct TransportWideSymbolEnumerator(ReadOnlySpan<byte> chunks, int statusCount)
{
    public const int ChunkLength = 2;
    public const int MaxRunLength = 0x1FFF;
    public const int OneBitSymbols = 14;
    public const int TwoBitSymbols = 7;

    private ReadOnlySpan<byte> _rest = chunks;
    private int _left = statusCount;
    private int _chunk;
    private int _leftInChunk;

    public TransportWideSymbol Current { get; private set; }

    /// <summary>Every status had its symbol.</summary>
    public readonly bool IsComplete => _left == 0;

    /// <summary>What follows the last chunk used: the deltas.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool MoveNext()
    {
        if (_left == 0 || (_leftInChunk == 0 && !TryTakeChunk()))
        {
            return false;
        }

        _left--;
        _leftInChunk--;
        Current = (_chunk >> 14) switch
        {
            0b10 => (TransportWideSymbol)((_chunk >> _leftInChunk) & 1),
            0b11 => (TransportWideSymbol)((_chunk >> (_leftInChunk * 2)) & 3),
            _ => (TransportWideSymbol)((_chunk >> 13) & 3),
        };
        return true;
    }

    private bool TryTakeChunk()
    {
        if (_rest.Length < ChunkLength)
        {
            return false;
        }

        _chunk = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        _rest = _rest[ChunkLength..];
        _leftInChunk = (_chunk >> 14) switch
        {
            0b10 => OneBitSymbols,
            0b11 => TwoBitSymbols,
            _ => _chunk & MaxRunLength,
        };

        // A run of length 0 would let a packet of empty chunks count as progress.
        return _leftInChunk > 0;
    }
}
