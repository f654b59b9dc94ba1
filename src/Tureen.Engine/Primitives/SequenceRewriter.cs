namespace Tureen.Engine.Primitives;

/// <summary>
/// Maps the numbers of an incoming stream to a gapless outgoing sequence while some inputs are dropped and the source is
/// switched (mediasoup's SeqManager). For RTP sequence numbers (16 bits), picture ids (15 bits) and TL0PICIDX (8 bits).
/// </summary>
internal sealed class SequenceRewriter(int bits = 16, int initialOutput = 0)
{
    private readonly int _mask = (1 << bits) - 1;
    private readonly SequenceList _dropped = new(bits, EngineLimits.MaxDroppedSequenceNumbers);
    private bool _started;
    private int _base;
    private int _maxOutput;
    private int _maxForwarded;
    private int? _maxDropped;

    /// <summary>The highest input, forwarded or dropped.</summary>
    public ushort MaxInput { get; private set; }

    /// <summary>The highest output given out.</summary>
    public ushort MaxOutput => (ushort)((_maxOutput + initialOutput) & _mask);

    /// <summary>The input after <paramref name="input"/> will follow the highest output so far.</summary>
    public void Sync(int input)
    {
        _base = (_maxOutput - input) & _mask;
        MaxInput = (ushort)(input & _mask);
        _maxForwarded = MaxInput;
        _maxDropped = null;
        _dropped.Clear();
    }

    /// <summary>The input will not be forwarded; the outputs after it close the gap, unless a higher input has gone out already.</summary>
    public void Drop(int input)
    {
        input &= _mask;
        if (IsHigher(input, MaxInput))
        {
            MaxInput = (ushort)input;
            _maxDropped = input;
            AddDropped(input);
        }
        else if (_maxDropped == MaxInput && IsHigher(input, _maxForwarded))
        {
            // Nothing above this input was forwarded yet, so its gap can still be closed.
            AddDropped(input);
        }

        ForgetPreviousCycle();
    }

    /// <summary>Maps an input that is to be forwarded; false when it has been dropped before.</summary>
    public bool TryMap(int input, out ushort output)
    {
        input &= _mask;
        output = 0;
        bool isNewest = !_started || IsHigher(input, MaxInput);
        if (isNewest)
        {
            MaxInput = (ushort)input;
        }

        ForgetPreviousCycle();
        int lower = _dropped.CountLower((ushort)input);
        if (lower < _dropped.Count && _dropped[lower] == input)
        {
            return false;
        }

        int mapped = (input + _base - lower) & _mask;
        if (!_started || IsHigher(mapped, _maxOutput))
        {
            _maxOutput = mapped;
        }

        if (isNewest || IsHigher(input, _maxForwarded))
        {
            _maxForwarded = input;
        }

        _started = true;
        output = (ushort)((mapped + initialOutput) & _mask);
        return true;
    }

    /// <summary>
    /// Makes room for outputs that have no input, right before that of <paramref name="input"/>; false when a higher input came already.
    /// Inputs below must not be mapped any more, because their outputs are used.
    /// </summary>
    public bool TryInsert(int input, int count, out ushort first)
    {
        input &= _mask;
        first = 0;
        if (!IsHigher(input, MaxInput))
        {
            return false;
        }

        int next = (input + _base - _dropped.CountLower((ushort)input)) & _mask;
        _base = (_base + count) & _mask;
        first = (ushort)((next + initialOutput) & _mask);
        return true;
    }

    private bool IsHigher(int a, int b) => SerialNumber.IsHigher(a, b, bits);

    private void AddDropped(int input)
    {
        // The oldest is so far behind that nothing near it will come any more: it becomes part of the base.
        if (_dropped.IsFull)
        {
            FoldOldest();
        }

        _dropped.Add((ushort)input);
    }

    private void ForgetPreviousCycle()
    {
        while (_dropped.Count > 0 && IsHigher(_dropped[0], MaxInput))
        {
            FoldOldest();
        }
    }

    private void FoldOldest()
    {
        _dropped.RemoveFirst();
        _base = (_base - 1) & _mask;
    }
}
