namespace Tureen.Engine.Primitives;

/// <summary>How many packets were dropped for each <see cref="DropReason"/>.</summary>
internal sealed class DropCounters
{
    private static readonly int ReasonCount = Enum.GetValues<DropReason>().Length;

    private readonly long[] _counts = new long[ReasonCount];

    public long this[DropReason reason] => _counts[(int)reason];

    public long Total
    {
        get
        {
            long total = 0;
            foreach (long count in _counts)
            {
                total += count;
            }

            return total;
        }
    }

    public void Add(DropReason reason) => _counts[(int)reason]++;
}
