namespace Tureen.Rooms.Signaling;

/// <summary>Why the server ends the connection of a peer, in the words of the notification <c>removed</c>.</summary>
internal static class RemovalCause
{
    public const string Removed = "removed";
    public const string Banned = "banned";
    public const string Refused = "refused";
    public const string TokenExpired = "tokenExpired";
    public const string RoomClosed = "roomClosed";
}
