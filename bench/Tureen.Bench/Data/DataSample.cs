namespace Tureen.Bench.Data;

/// <summary>What the worker's thread has done so far.</summary>
internal readonly record struct DataSample(TimeSpan CpuTime, long Allocated, long Datagrams, long Bytes, long Flushes)
{
    public static DataSample operator -(DataSample a, DataSample b) => new(
        a.CpuTime - b.CpuTime, a.Allocated - b.Allocated, a.Datagrams - b.Datagrams, a.Bytes - b.Bytes, a.Flushes - b.Flushes);
}
