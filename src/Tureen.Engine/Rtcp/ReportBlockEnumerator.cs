namespace Tureen.Engine.Rtcp;

/// <summary>Walks the report blocks of a Sender or Receiver Report.</summary>
internal ref struct ReportBlockEnumerator(ReadOnlySpan<byte> blocks)
{
    private ReadOnlySpan<byte> _rest = blocks;
    private ReportBlock _current;

    public readonly ReportBlock Current => _current;

    /// <summary>Blocks that are still to come.</summary>
    public readonly int Count => _rest.Length / ReportBlock.Length;

    public readonly ReportBlockEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!ReportBlock.TryRead(_rest, out _current))
        {
            return false;
        }

        _rest = _rest[ReportBlock.Length..];
        return true;
    }
}
