namespace Tureen.Engine.Rtcp;

/// <summary>Walks the items of a Full Intra Request.</summary>
internal ref struct FirItemEnumerator(ReadOnlySpan<byte> items)
{
    private ReadOnlySpan<byte> _rest = items;
    private FirItem _current;

    public readonly FirItem Current => _current;

    public readonly FirItemEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!FirItem.TryRead(_rest, out _current))
        {
            return false;
        }

        _rest = _rest[FirItem.Length..];
        return true;
    }
}
