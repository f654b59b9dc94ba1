namespace Tureen.Client.Rooms;

/// <summary>Another participant of the room.</summary>
/// <param name="Id">The id.</param>
/// <param name="DisplayName">The name.</param>
public sealed record RoomPeer(string Id, string DisplayName);
