namespace Tureen.Rooms.Members;

/// <summary>What hosts and the application have set in a room, as it travels to other machines.</summary>
/// <param name="Settings">All settings of the room.</param>
/// <param name="Bans">Who may not come in.</param>
internal sealed record RoomPolicyText(RoomChange Settings, IReadOnlyList<RoomBan> Bans);
