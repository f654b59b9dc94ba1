namespace Tureen.Rooms;

/// <summary>What became of an event for a webhook.</summary>
public sealed record WebhookDelivery
{
    /// <summary>The id of the event, which its body has, too.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the event, such as <c>participantJoined</c>.</summary>
    public required string Event { get; init; }

    /// <summary>The room.</summary>
    public required string RoomId { get; init; }

    /// <summary>Where it went.</summary>
    public required string Url { get; init; }

    /// <summary>When its last attempt ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often it was sent; 0 when it was dropped because too many waited.</summary>
    public required int Attempts { get; init; }

    /// <summary>The HTTP status of the last answer; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Why it did not arrive; null when it did.</summary>
    public string? Error { get; init; }
}
