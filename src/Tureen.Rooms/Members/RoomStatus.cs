namespace Tureen.Rooms.Members;

/// <summary>A room as the status page shows it: the first of its peers, and how many there are.</summary>
internal sealed record RoomStatus(string Id, IReadOnlyList<PeerStatus> Peers, int PeerCount);
