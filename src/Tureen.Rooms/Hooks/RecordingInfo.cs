namespace Tureen.Rooms;

/// <summary>A recording as the server knows it.</summary>
public sealed record RecordingInfo
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The room.</summary>
    public required string RoomId { get; init; }

    /// <summary>Who is recorded; null for everybody.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>
    /// <c>recording</c>, <c>finishing</c> while ffmpeg works, <c>ended</c>, <c>failed</c>, or <c>interrupted</c> if the server ended before the recording did.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its files, those that grow included.</summary>
    public IReadOnlyList<RecordingFileInfo> Files { get; init; } = [];

    /// <summary>Why it failed, or what ffmpeg could not do; null for nothing.</summary>
    public string? Error { get; init; }
}
