namespace Tureen.Engine.Rtcp;

/// <summary>Walks the items of a generic NACK.</summary>
internal ref struct NackItemEnumerator(ReadOnlySpan<byte> items)
{
    private ReadOnlySpan<byte> _rest = items;
    private NackItem _current;

    public readonly NackItem Current => _current;

    /// <summary>Items that are still to come.</summary>
    public readonly int Count => _rest.Length / NackItem.Length;

    public readonly NackItemEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!NackItem.TryRead(_rest, out _current))
        {
            return false;
        }

        _rest = _rest[NackItem.Length..];
        return true;
    }
}
