namespace Tureen.Engine.Rtcp;

/// <summary>Walks the chunks of a source description.</summary>
internal ref struct SdesChunkEnumerator(ReadOnlySpan<byte> chunks, int count)
{
    private ReadOnlySpan<byte> _rest = chunks;
    private int _count = count;

    public SdesChunk Current { get; private set; }

    public readonly SdesChunkEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_count == 0 || !SdesChunk.TryRead(_rest, out SdesChunk chunk, out int length))
        {
            return false;
        }

        _count--;
        _rest = _rest[length..];
        Current = chunk;
        return true;
    }
}
