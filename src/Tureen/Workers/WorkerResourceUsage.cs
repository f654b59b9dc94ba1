using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>What a worker has used (mediasoup WorkerResourceUsage, getrusage). Numbers that the system does not tell are 0.</summary>
public sealed record WorkerResourceUsage
{
    /// <summary>CPU time of the worker's thread, in milliseconds.</summary>
    [JsonPropertyName("ru_utime")]
    public long UserTime { get; init; }

    /// <summary>CPU time of the worker's thread inside the system, in milliseconds, where it is told apart.</summary>
    [JsonPropertyName("ru_stime")]
    public long SystemTime { get; init; }

    /// <summary>The greatest resident size of the whole process, in kilobytes.</summary>
    [JsonPropertyName("ru_maxrss")]
    public long MaximumResidentSize { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_ixrss")]
    public long SharedMemorySize { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_idrss")]
    public long UnsharedDataSize { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_isrss")]
    public long UnsharedStackSize { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_minflt")]
    public long MinorPageFaults { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_majflt")]
    public long MajorPageFaults { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_nswap")]
    public long Swaps { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_inblock")]
    public long BlockInputs { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_oublock")]
    public long BlockOutputs { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_msgsnd")]
    public long MessagesSent { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_msgrcv")]
    public long MessagesReceived { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_nsignals")]
    public long Signals { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_nvcsw")]
    public long VoluntaryContextSwitches { get; init; }

    /// <summary>Not told: 0.</summary>
    [JsonPropertyName("ru_nivcsw")]
    public long InvoluntaryContextSwitches { get; init; }
}
