namespace Tureen.Engine.Sctp.Receive;

/// <summary>The place of a fragment: its message, and its number in it.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="IsUnordered">Ordered and unordered messages of a stream are numbered apart (RFC 8260 §2.1).</param>
/// <param name="MessageId">SSN or MID; 0 for unordered DATA, which has none.</param>
/// <param name="Sequence">FSN; the TSN for DATA.</param>
internal readonly record struct FragmentKey(ushort StreamId, bool IsUnordered, uint MessageId, uint Sequence)
{
    public FragmentKey Next => this with { Sequence = Sequence + 1 };

    public FragmentKey Previous => this with { Sequence = Sequence - 1 };
}
