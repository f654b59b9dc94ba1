using System.Text.Json.Nodes;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// What one room of this machine and the same room on other machines know of each other. What the others see of it is
/// <see cref="Room.LocalVisible"/>; what it sees of them is in <see cref="Room.Remotes"/>.
/// </summary>
internal interface IRoomShare
{
    /// <summary>Takes the id of a peer in all machines, so that nobody else has it, and learns who is there. Not on the room's loop.</summary>
    /// <returns>The HTTP status and the reason why it is refused; null when the id is taken, and <see cref="Release"/> must follow.</returns>
    Task<(int Status, string Reason)?> ClaimAsync(PeerQuery query, RoomRights rights);

    /// <summary>A peer that had claimed its id has left. Thread-safe.</summary>
    void Release(string peerId);

    /// <summary>What the others see has changed. Thread-safe.</summary>
    void HandleChanged();

    /// <summary>Does on other machines what a host does on this one. Thread-safe.</summary>
    /// <param name="node">The machine; null for all others.</param>
    /// <param name="method">What, by its name in the protocol.</param>
    /// <param name="data">Its data.</param>
    void Forward(string? node, string method, JsonObject data);

    /// <summary>The room closes here; it may stay open elsewhere. Thread-safe.</summary>
    void Close();
}
