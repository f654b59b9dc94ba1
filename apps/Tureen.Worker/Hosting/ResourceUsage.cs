namespace Tureen.WorkerProcess.Hosting;

/// <summary>What the process has used, as getrusage tells it.</summary>
internal static unsafe class ResourceUsage
{
    /// <summary>Fields of the answer: user and system time in milliseconds, then the fourteen counters.</summary>
    public const int Fields = 16;

    private const int Longs = 18;
    private const int LongsOfTimes = 4;

    public static long[] Read()
    {
        long* usage = stackalloc long[Longs];
        new Span<long>(usage, Longs).Clear();
        if (ProcessNative.GetResourceUsage(ProcessNative.Self, usage) != 0)
        {
            throw new MediasoupException("getrusage() failed");
        }

        long[] fields = new long[Fields];
        fields[0] = Milliseconds(usage[0], usage[1]);
        fields[1] = Milliseconds(usage[2], usage[3]);
        new Span<long>(usage + LongsOfTimes, Longs - LongsOfTimes).CopyTo(fields.AsSpan(2));
        return fields;
    }

    private static long Milliseconds(long seconds, long microseconds) => (seconds * 1000) + (microseconds / 1000);
}
