namespace Tureen.Engine.Rtcp;

/// <summary>Turns status symbols into as few chunks as the three forms allow, looking at most 14 symbols back.</summary>
internal struct TransportWideChunkEncoder
{
    /// <summary>The pending symbols of a chunk that is not a run yet, two bits each, the oldest lowest.</summary>
    private uint _pending;
    private int _count;
    private bool _isRun;
    private bool _hasLarge;

    /// <summary>Symbols wait for the chunk that takes them; <see cref="Flush"/> makes one chunk of them.</summary>
    public readonly bool HasPending => _count > 0;

    /// <summary>Adds a symbol; true when that completed <paramref name="chunk"/>. At least one symbol stays pending.</summary>
    public bool Add(TransportWideSymbol symbol, out ushort chunk)
    {
        chunk = 0;
        bool completed = !Fits(symbol);
        if (completed)
        {
            chunk = Complete();
        }

        bool isSame = _count == 0 || (_isRun && SymbolAt(0) == symbol);
        if (_count < TransportWideSymbolEnumerator.OneBitSymbols)
        {
            _pending |= (uint)symbol << (_count * 2);
        }

        _count++;
        _isRun = isSame;
        _hasLarge |= symbol == TransportWideSymbol.LargeDelta;
        return completed;
    }

    /// <summary>The chunk of all that is pending.</summary>
    public ushort Flush()
    {
        ushort chunk = _isRun ? Run() : _count > TransportWideSymbolEnumerator.TwoBitSymbols ? OneBit() : TwoBit();
        this = default;
        return chunk;
    }

    private readonly bool Fits(TransportWideSymbol symbol)
    {
        if (_count < TransportWideSymbolEnumerator.TwoBitSymbols)
        {
            return true;
        }

        if (_isRun && SymbolAt(0) == symbol)
        {
            return _count < TransportWideSymbolEnumerator.MaxRunLength;
        }

        return _count < TransportWideSymbolEnumerator.OneBitSymbols && !_hasLarge && symbol != TransportWideSymbol.LargeDelta;
    }

    private ushort Complete()
    {
        if (_isRun || _count == TransportWideSymbolEnumerator.OneBitSymbols || _count == TransportWideSymbolEnumerator.TwoBitSymbols)
        {
            return Flush();
        }

        // A large delta came after 8 to 13 mixed small ones: seven leave, the rest begins the next chunk.
        ushort chunk = TwoBit();
        int kept = _count - TransportWideSymbolEnumerator.TwoBitSymbols;
        uint rest = _pending >> (TransportWideSymbolEnumerator.TwoBitSymbols * 2);
        this = default;
        for (int i = 0; i < kept; i++)
        {
            Add((TransportWideSymbol)((rest >> (i * 2)) & 3), out _);
        }

        return chunk;
    }

    private readonly TransportWideSymbol SymbolAt(int index) => (TransportWideSymbol)((_pending >> (index * 2)) & 3);

    private readonly ushort Run() => (ushort)(((int)SymbolAt(0) << 13) | _count);

    private readonly ushort OneBit()
    {
        int chunk = 0b10 << 14;
        for (int i = 0; i < TransportWideSymbolEnumerator.OneBitSymbols; i++)
        {
            chunk |= (int)SymbolAt(i) << (TransportWideSymbolEnumerator.OneBitSymbols - 1 - i);
        }

        return (ushort)chunk;
    }

    private readonly ushort TwoBit()
    {
        int chunk = 0b11 << 14;
        for (int i = 0; i < TransportWideSymbolEnumerator.TwoBitSymbols; i++)
        {
            chunk |= (int)SymbolAt(i) << ((TransportWideSymbolEnumerator.TwoBitSymbols - 1 - i) * 2);
        }

        return (ushort)chunk;
    }
}
