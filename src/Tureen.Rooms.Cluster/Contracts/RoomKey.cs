namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>The keys of room grains: a tenant and the name of the room.</summary>
internal static class RoomKey
{
    /// <summary>The tenant of a server that has only one.</summary>
    private const string Tenant = "default";

    public static string Of(string roomId) => $"{Tenant}/{roomId}";

    public static string RoomIdOf(string key) => key[(key.IndexOf('/') + 1)..];
}
