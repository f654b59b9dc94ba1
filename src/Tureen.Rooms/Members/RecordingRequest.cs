namespace Tureen.Rooms;

/// <summary>What to record in a room.</summary>
public sealed record RecordingRequest
{
    /// <summary>The peer or broadcaster to record, also when it leaves and returns; null for everybody.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>
    /// <c>webm</c> for the files as they are recorded; <c>mp4</c> or <c>hls</c> for copies of them in that form, which ffmpeg makes at the end without encoding them
    /// again. <c>webm</c> unless set.
    /// </summary>
    public string? Format { get; init; }

    /// <summary>At the end, ffmpeg makes one more file, in which all participants are seen beside each other.</summary>
    public bool Grid { get; init; }
}
