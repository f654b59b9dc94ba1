namespace Tureen.Rooms.Page.Joining;

/// <summary>Who wants to get in where.</summary>
/// <param name="Name">How others see the user.</param>
/// <param name="Room">The room.</param>
internal sealed record JoinWish(string Name, string Room);
