namespace Tureen.V2;

/// <summary>Gives each worker ports of its own, from an even one to an odd one.</summary>
internal static class PortSplit
{
    private const int DefaultMin = 10_000;
    private const int DefaultMax = 59_999;
    private const int LeastMin = 1_024;

    /// <param name="min">The lowest port of all.</param>
    /// <param name="max">The highest port of all.</param>
    /// <param name="numWorkers">How many workers.</param>
    /// <param name="index">Which one, from 0.</param>
    public static (int Min, int Max) Of(int min, int max, int numWorkers, int index)
    {
        int lowest = min < LeastMin ? DefaultMin : min;
        int highest = max > ushort.MaxValue ? DefaultMax : max;
        int count = (highest - lowest) / numWorkers;
        int from = lowest + (count * index);
        int to = from + count;
        return (from + (from % 2), to - (1 - (to % 2)));
    }
}
