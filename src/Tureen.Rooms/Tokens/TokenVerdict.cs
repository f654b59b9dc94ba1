namespace Tureen.Rooms.Tokens;

/// <summary>What a token allows, or why it allows nothing.</summary>
/// <param name="Rights">The rights; null when the token is refused.</param>
/// <param name="Room">The room that the token is for; null for every room.</param>
/// <param name="Refusal">What the client reads; null when the token is good.</param>
internal sealed record TokenVerdict(RoomRights? Rights, string? Room, string? Refusal)
{
    public static TokenVerdict Refused(string reason) => new(null, null, reason);
}
