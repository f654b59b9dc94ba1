namespace Tureen.Client.Rooms;

/// <summary>A data channel of another participant.</summary>
/// <param name="PeerId">Whose it is; empty if the server does not say.</param>
/// <param name="Consumer">What receives its messages.</param>
public sealed record RoomMessages(string PeerId, DataConsumer Consumer);
