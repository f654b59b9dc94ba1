using System.Runtime.InteropServices;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>What the process has used, as getrusage reports it.</summary>
internal static unsafe partial class ResourceUsage
{
    /// <summary>Fields of the answer: user and system time in milliseconds, then the fourteen counters.</summary>
    public const int Fields = 16;

    private const int Self = 0;
    private const int Longs = 18;
    private const int LongsOfTimes = 4;

    public static long[] Read()
    {
        long* usage = stackalloc long[Longs];
        new Span<long>(usage, Longs).Clear();
        if (GetResourceUsage(Self, usage) != 0)
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

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, long* usage);
}
