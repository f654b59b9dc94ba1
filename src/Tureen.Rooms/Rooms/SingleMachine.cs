using System.Text.Json.Nodes;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>There are no other machines.</summary>
internal sealed class SingleMachine : IRoomCluster, IRoomShare
{
    public static SingleMachine Instance { get; } = new();

    public IRoomShare Open(Room room) => this;

    public Task<(int Status, string Reason)?> ClaimAsync(PeerQuery query, RoomRights rights) => Task.FromResult<(int Status, string Reason)?>(null);

    public void Release(string peerId)
    {
    }

    public void HandleChanged()
    {
    }

    public void Forward(string? node, string method, JsonObject data)
    {
    }

    public void Close()
    {
    }
}
