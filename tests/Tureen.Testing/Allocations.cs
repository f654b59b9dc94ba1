namespace Tureen.Testing;

/// <summary>What code allocates on the managed heap.</summary>
internal static class Allocations
{
    private const int Rounds = 3;

    /// <summary>
    /// The bytes that <paramref name="action"/> allocates on the calling thread, in the best of three runs. The runtime itself allocates on a thread now and
    /// then; code that allocates does so in each run.
    /// </summary>
    public static long Least(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Rounds && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
