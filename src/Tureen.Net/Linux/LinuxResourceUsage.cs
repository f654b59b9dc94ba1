using System.Runtime.InteropServices;

namespace Tureen.Net.Linux;

/// <summary><c>getrusage</c> of the calling thread.</summary>
internal static unsafe partial class LinuxResourceUsage
{
    private const int UsageOfThread = 1;

    public static bool TryRead(out ThreadResourceUsage usage)
    {
        ResourceUsage read;
        if (GetResourceUsage(UsageOfThread, &read) != 0)
        {
            usage = default;
            return false;
        }

        usage = new ThreadResourceUsage
        {
            UserTime = ToTimeSpan(read.UserSeconds, read.UserMicroseconds),
            SystemTime = ToTimeSpan(read.SystemSeconds, read.SystemMicroseconds),
            MaximumResidentKilobytes = read.MaximumResidentSize,
            MinorPageFaults = read.MinorPageFaults,
            MajorPageFaults = read.MajorPageFaults,
            BlockInputs = read.BlockInputs,
            BlockOutputs = read.BlockOutputs,
            VoluntaryContextSwitches = read.VoluntaryContextSwitches,
            InvoluntaryContextSwitches = read.InvoluntaryContextSwitches,
        };
        return true;
    }

    private static TimeSpan ToTimeSpan(long seconds, long microseconds) =>
        new((seconds * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond));

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, ResourceUsage* usage);

    /// <summary><c>struct rusage</c> of a 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceUsage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
        public long MaximumResidentSize;
        public long SharedMemorySize;
        public long UnsharedDataSize;
        public long UnsharedStackSize;
        public long MinorPageFaults;
        public long MajorPageFaults;
        public long Swaps;
        public long BlockInputs;
        public long BlockOutputs;
        public long MessagesSent;
        public long MessagesReceived;
        public long Signals;
        public long VoluntaryContextSwitches;
        public long InvoluntaryContextSwitches;

        // Some C libraries write beyond what the system defines.
        private fixed long _reserved[16];
    }
}
