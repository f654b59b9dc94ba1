using System.Text.Json.Serialization;
using Tureen.Net;

namespace Tureen;

/// <summary>What a worker has used (mediasoup WorkerResourceUsage, getrusage).</summary>
/// <remarks>
/// A worker is a thread, so the numbers are those of its thread alone, except for the resident size, which is that of the process. Only
/// Linux reports all of them; on other systems an unknown number is 0.
/// </remarks>
public sealed record WorkerResourceUsage
{
    /// <summary>CPU time of the worker's thread in its own code, in milliseconds.</summary>
    [JsonPropertyName("ru_utime")]
    public long UserTime { get; init; }

    /// <summary>CPU time of the worker's thread inside the system, in milliseconds.</summary>
    [JsonPropertyName("ru_stime")]
    public long SystemTime { get; init; }

    /// <summary>The greatest resident size of the whole process, in kilobytes.</summary>
    [JsonPropertyName("ru_maxrss")]
    public long MaximumResidentSize { get; init; }

    /// <summary>Always 0: no current system counts it.</summary>
    [JsonPropertyName("ru_ixrss")]
    public long SharedMemorySize { get; init; }

    /// <summary>Always 0: no current system counts it.</summary>
    [JsonPropertyName("ru_idrss")]
    public long UnsharedDataSize { get; init; }

    /// <summary>Always 0: no current system counts it.</summary>
    [JsonPropertyName("ru_isrss")]
    public long UnsharedStackSize { get; init; }

    /// <summary>Page faults of the worker's thread that needed no disk.</summary>
    [JsonPropertyName("ru_minflt")]
    public long MinorPageFaults { get; init; }

    /// <summary>Page faults of the worker's thread that needed the disk.</summary>
    [JsonPropertyName("ru_majflt")]
    public long MajorPageFaults { get; init; }

    /// <summary>Always 0: no current system counts it.</summary>
    [JsonPropertyName("ru_nswap")]
    public long Swaps { get; init; }

    /// <summary>Reads from disk by the worker's thread.</summary>
    [JsonPropertyName("ru_inblock")]
    public long BlockInputs { get; init; }

    /// <summary>Writes to disk by the worker's thread.</summary>
    [JsonPropertyName("ru_oublock")]
    public long BlockOutputs { get; init; }

    /// <summary>Always 0: no current system counts it.</summary>
    [JsonPropertyName("ru_msgsnd")]
    public long MessagesSent { get; init; }

    /// <summary>Always 0: no current system counts it.</summary>
    [JsonPropertyName("ru_msgrcv")]
    public long MessagesReceived { get; init; }

    /// <summary>Always 0: no current system counts it.</summary>
    [JsonPropertyName("ru_nsignals")]
    public long Signals { get; init; }

    /// <summary>How often the worker's thread waited for something.</summary>
    [JsonPropertyName("ru_nvcsw")]
    public long VoluntaryContextSwitches { get; init; }

    /// <summary>How often the system took the processor from the worker's thread.</summary>
    [JsonPropertyName("ru_nivcsw")]
    public long InvoluntaryContextSwitches { get; init; }

    internal static WorkerResourceUsage From(in ThreadResourceUsage usage) => new()
    {
        UserTime = (long)usage.UserTime.TotalMilliseconds,
        SystemTime = (long)usage.SystemTime.TotalMilliseconds,
        MaximumResidentSize = usage.MaximumResidentKilobytes,
        MinorPageFaults = usage.MinorPageFaults,
        MajorPageFaults = usage.MajorPageFaults,
        BlockInputs = usage.BlockInputs,
        BlockOutputs = usage.BlockOutputs,
        VoluntaryContextSwitches = usage.VoluntaryContextSwitches,
        InvoluntaryContextSwitches = usage.InvoluntaryContextSwitches,
    };
}
