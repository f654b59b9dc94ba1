namespace Tureen.Engine.Rtcp;

/// <summary>Walks the items of a chunk up to the null octet that ends them.</summary>
internal ref struct SdesItemEnumerator(ReadOnlySpan<byte> items)
{
    private const int ItemHeaderLength = 2;

    private ReadOnlySpan<byte> _rest = items;

    public SdesItem Current { get; private set; }

    /// <summary>The walk came to the null octet that a chunk needs.</summary>
    public readonly bool IsTerminated => _rest.Length > 0 && _rest[0] == 0;

    /// <summary>Bytes that the walk has not passed, the null octets included.</summary>
    internal readonly int RestLength => _rest.Length;

    public readonly SdesItemEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < ItemHeaderLength || _rest[0] == 0 || _rest.Length < ItemHeaderLength + _rest[1])
        {
            return false;
        }

        Current = new SdesItem((SdesItemType)_rest[0], _rest.Slice(ItemHeaderLength, _rest[1]));
        _rest = _rest[(ItemHeaderLength + _rest[1])..];
        return true;
    }
}
