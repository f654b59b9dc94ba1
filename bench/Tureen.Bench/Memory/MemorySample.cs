using System.Diagnostics;

namespace Tureen.Bench.Memory;

/// <summary>What the process has.</summary>
/// <param name="Heap">Bytes of managed objects that are in use.</param>
/// <param name="Resident">Bytes of memory that the process occupies.</param>
internal readonly record struct MemorySample(long Heap, long Resident)
{
    /// <summary>Resident memory is read first, as the process left it; the collection then leaves what is in use.</summary>
    public static MemorySample Take()
    {
        using var process = Process.GetCurrentProcess();
        long resident = process.WorkingSet64;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        return new MemorySample(GC.GetTotalMemory(forceFullCollection: true), resident);
    }

    /// <summary>KB of one of so many.</summary>
    public static (double Heap, double Resident) Each(MemorySample before, MemorySample after, int count) =>
        ((after.Heap - before.Heap) / 1024.0 / count, (after.Resident - before.Resident) / 1024.0 / count);
}
