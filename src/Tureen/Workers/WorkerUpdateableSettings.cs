namespace Tureen;

/// <summary>What can be changed in a running worker (mediasoup WorkerUpdateableSettings).</summary>
public sealed record WorkerUpdateableSettings
{
    /// <summary>How much it logs; null leaves it.</summary>
    public WorkerLogLevel? LogLevel { get; init; }

    /// <summary>What it logs about; null leaves it.</summary>
    public IReadOnlyList<WorkerLogTag>? LogTags { get; init; }
}
