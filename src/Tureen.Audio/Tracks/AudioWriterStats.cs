namespace Tureen.Audio;

/// <summary>What an <see cref="AudioWriter"/> has counted.</summary>
public sealed record AudioWriterStats
{
    /// <summary>Packets that were sent.</summary>
    public required long Packets { get; init; }

    /// <summary>Bytes of their payloads.</summary>
    public required long Bytes { get; init; }

    /// <summary>Frames of silence that were not sent.</summary>
    public required long SkippedFrames { get; init; }

    /// <summary>Frames that were given up because the program was held up.</summary>
    public required long MissedFrames { get; init; }

    /// <summary>How often nothing was left to send.</summary>
    public required long Pauses { get; init; }

    /// <summary>How much was cleared before it was sent.</summary>
    public required TimeSpan Cleared { get; init; }

    /// <summary>How much waits.</summary>
    public required TimeSpan Queued { get; init; }
}
