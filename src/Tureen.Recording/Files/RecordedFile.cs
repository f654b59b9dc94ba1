namespace Tureen.Recording;

/// <summary>A file of a recording.</summary>
public sealed record RecordedFile
{
    /// <summary>Its name below the storage.</summary>
    public required string Path { get; init; }

    /// <summary>When the media at its start was captured, by the clock of this machine.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From its first frame to the end of its last; zero while it grows.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Bytes; zero while it grows.</summary>
    public long Length { get; init; }

    /// <summary>What is in it, such as <c>video/VP8</c>.</summary>
    public required IReadOnlyList<string> MimeTypes { get; init; }

    /// <summary>Why it ended before its time; null if it did not. It can be played nevertheless.</summary>
    public string? Error { get; init; }
}
