namespace Tureen.Rooms;

/// <summary>A file of a recording.</summary>
public sealed record RecordingFileInfo
{
    /// <summary>Its name below the folder of recordings.</summary>
    public required string Path { get; init; }

    /// <summary>Whose media it has; null for a grid of all.</summary>
    public string? ParticipantId { get; init; }

    /// <summary><c>camera</c> for camera and microphone, <c>screen</c>, or <c>grid</c>.</summary>
    public required string Source { get; init; }

    /// <summary>When the media at its start was captured, by the clock of the server.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it is; 0 while it grows.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>Bytes; 0 while it grows.</summary>
    public long Length { get; init; }

    /// <summary>What is in it, such as <c>video/VP8</c>.</summary>
    public IReadOnlyList<string> MimeTypes { get; init; } = [];

    /// <summary>Why it ended before its time; null if it did not.</summary>
    public string? Error { get; init; }
}
