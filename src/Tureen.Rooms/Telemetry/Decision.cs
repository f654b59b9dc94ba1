namespace Tureen.Rooms.Telemetry;

/// <summary>Something that the server, a host or an administrator decided, for operators to read.</summary>
/// <param name="Number">Grows with each decision, and with each repetition.</param>
/// <param name="At">When, the last time.</param>
/// <param name="Kind">What.</param>
/// <param name="RoomId">The room; null for none.</param>
/// <param name="Who">The participant, or the address of somebody who is none; null for none.</param>
/// <param name="Text">More about it.</param>
/// <param name="Count">How often it was decided in a row.</param>
internal sealed record Decision(long Number, DateTimeOffset At, DecisionKind Kind, string? RoomId, string? Who, string Text, int Count)
{
    /// <summary>Names the decision through its repetitions.</summary>
    public long Id { get; init; } = Number;

    /// <summary>Whether it is the same decision again.</summary>
    public bool IsLike(DecisionKind kind, string? roomId, string? who, string text) =>
        Kind == kind && RoomId == roomId && Who == who && Text == text;
}
