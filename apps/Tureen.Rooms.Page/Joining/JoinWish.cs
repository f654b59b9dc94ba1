using Tureen.Client.Browser.Encryption;

namespace Tureen.Rooms.Page.Joining;

/// <summary>The name and the room that the user chose.</summary>
/// <param name="Name">How others see the user.</param>
/// <param name="Room">The room.</param>
internal sealed record JoinWish(string Name, string Room)
{
    /// <summary>What lets the user in; empty without one.</summary>
    public string Token { get; init; } = "";

    /// <summary>The key of an end-to-end encrypted call; null for one that is encrypted up to the server only.</summary>
    public FrameKey? Key { get; init; }
}
