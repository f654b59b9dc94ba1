namespace Tureen.Engine.Primitives;

/// <summary>How often something threw, for each <see cref="FaultKind"/>. Written by one thread, read by anybody.</summary>
internal sealed class FaultCounters
{
    private static readonly int KindCount = Enum.GetValues<FaultKind>().Length;

    private readonly long[] _counts = new long[KindCount];

    public long this[FaultKind kind] => Volatile.Read(ref _counts[(int)kind]);

    public long Total
    {
        get
        {
            long total = 0;
            for (int i = 0; i < _counts.Length; i++)
            {
                total += Volatile.Read(ref _counts[i]);
            }

            return total;
        }
    }

    public void Add(FaultKind kind) => _counts[(int)kind]++;
}
