using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Walks the packets of a transport-wide feedback with their arrival times.</summary>
internal ref struct TransportWideStatusEnumerator
{
    private TransportWideSymbolEnumerator _symbols;
    private ReadOnlySpan<byte> _deltas;
    private ushort _next;
    private long _arrival;

    internal TransportWideStatusEnumerator(
        TransportWideSymbolEnumerator symbols, ReadOnlySpan<byte> deltas, ushort baseSequence, long referenceMicroseconds)
    {
        _symbols = symbols;
        _deltas = deltas;
        _next = baseSequence;
        _arrival = referenceMicroseconds;
    }

    public TransportWideStatus Current { get; private set; }

    public readonly TransportWideStatusEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_symbols.MoveNext())
        {
            return false;
        }

        ushort sequence = _next++;
        if (_symbols.Current == TransportWideSymbol.NotReceived)
        {
            Current = new TransportWideStatus(sequence, IsReceived: false, 0, _arrival);
            return true;
        }

        short delta = TakeDelta();
        _arrival += delta * TransportWideFeedback.MicrosecondsPerDeltaTick;
        Current = new TransportWideStatus(sequence, IsReceived: true, delta, _arrival);
        return true;
    }

    // The parser has checked that every received packet has its delta.
    private short TakeDelta()
    {
        bool isSmall = _symbols.Current == TransportWideSymbol.SmallDelta;
        short delta = isSmall ? _deltas[0] : BinaryPrimitives.ReadInt16BigEndian(_deltas);
        _deltas = _deltas[(isSmall ? 1 : 2)..];
        return delta;
    }
}
