namespace Tureen.Recording;

/// <summary>What a recorder wrote.</summary>
public sealed record RecordingSummary
{
    /// <summary>Its files, in their order.</summary>
    public required IReadOnlyList<RecordedFile> Files { get; init; }

    /// <summary>Why it ended by itself; null if it was stopped.</summary>
    public string? Error { get; init; }

    /// <summary>Packets that were lost on the way to the router and never repaired.</summary>
    public long LostPackets { get; init; }

    /// <summary>Packets that the router did not hand over, because the writer was too slow.</summary>
    public long DroppedPackets { get; init; }

    /// <summary>Frames that are not in the files: they were not whole, or needed one that was not.</summary>
    public long DroppedFrames { get; init; }
}
