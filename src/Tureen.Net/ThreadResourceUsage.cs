namespace Tureen.Net;

/// <summary>What one thread has used; what the system does not report is 0.</summary>
internal readonly record struct ThreadResourceUsage
{
    public TimeSpan UserTime { get; init; }

    public TimeSpan SystemTime { get; init; }

    /// <summary>Of the whole process.</summary>
    public long MaximumResidentKilobytes { get; init; }

    public long MinorPageFaults { get; init; }

    public long MajorPageFaults { get; init; }

    public long BlockInputs { get; init; }

    public long BlockOutputs { get; init; }

    public long VoluntaryContextSwitches { get; init; }

    public long InvoluntaryContextSwitches { get; init; }
}
