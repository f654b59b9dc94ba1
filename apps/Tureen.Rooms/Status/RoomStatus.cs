namespace Tureen.Rooms.Status;

/// <summary>A room as the status page shows it.</summary>
internal sealed record RoomStatus(string Id, IReadOnlyList<PeerStatus> Peers);
