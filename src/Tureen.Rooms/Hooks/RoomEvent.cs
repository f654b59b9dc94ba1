namespace Tureen.Rooms.Hooks;

/// <summary>Something that happened in a room.</summary>
/// <param name="Type">What.</param>
/// <param name="RoomId">Where.</param>
/// <param name="At">When.</param>
internal sealed record RoomEvent(RoomEventType Type, string RoomId, DateTimeOffset At)
{
    /// <summary>The id of the peer or broadcaster that it is about; null when it is about the room.</summary>
    public string? ParticipantId { get; init; }

    public string? Identity { get; init; }

    public string? DisplayName { get; init; }

    public string? Role { get; init; }

    /// <summary>The id of the producer that it is about; null when it is about none.</summary>
    public string? TrackId { get; init; }

    /// <summary><c>audio</c>, <c>video</c> or <c>screen</c>.</summary>
    public string? TrackKind { get; init; }

    /// <summary>The recording that it is about; null when it is about none.</summary>
    public RecordingInfo? Recording { get; init; }
}
