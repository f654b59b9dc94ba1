using System.Text.Json.Nodes;
using Tureen.Client.Protoo;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Session;

/// <summary>What the user asks the server for: gestures, another name, and what hosts do.</summary>
/// <param name="connection">The connection of the session.</param>
/// <param name="facts">What is known of the room.</param>
/// <param name="onRefused">The server refused, with its reason.</param>
internal sealed class RoomRequests(RoomConnection connection, RoomFacts facts, Action<string> onRefused)
{
    public Task RaiseHandAsync(bool isRaised) => AskAsync("raiseHand", new() { ["isRaised"] = isRaised });

    public Task ReactAsync(string reaction) => AskAsync("sendReaction", new() { ["reaction"] = reaction });

    /// <returns>Whether the server took the name.</returns>
    public Task<bool> RenameAsync(string name) => AskAsync("changeDisplayName", new() { ["displayName"] = name });

    public Task MuteAsync(string peerId, string producerId) => AskAsync("muteTrack", About(peerId, producerId));

    public Task UnmuteAsync(string peerId, string producerId) => AskAsync("unmuteTrack", About(peerId, producerId));

    public Task AskToUnmuteAsync(string peerId, string producerId) => AskAsync("askToUnmute", About(peerId, producerId));

    public Task RemoveAsync(string peerId) => AskAsync("removeParticipant", About(peerId));

    public Task LowerHandAsync(string peerId) => AskAsync("lowerHand", About(peerId));

    public Task AdmitAsync(string peerId) => AskAsync("admitGuest", About(peerId));

    public Task RefuseAsync(string peerId) => AskAsync("refuseGuest", About(peerId));

    public Task SetLockedAsync(bool isLocked) => AskAsync("updateRoom", new() { ["isLocked"] = isLocked });

    public Task SetLobbyAsync(bool hasLobby) => AskAsync("updateRoom", new() { ["hasLobby"] = hasLobby });

    /// <summary>Shows one participant to everybody; null for nobody.</summary>
    public Task SetSpotlightAsync(string? peerId) => AskAsync("updateRoom", new() { ["metadata"] = facts.MetadataWith(peerId) });

    private static JsonObject About(string peerId, string? producerId = null)
    {
        JsonObject data = new() { ["peerId"] = peerId };
        if (producerId is not null)
        {
            data["producerId"] = producerId;
        }

        return data;
    }

    private async Task<bool> AskAsync(string method, JsonObject data)
    {
        try
        {
            await (connection.Signaling?.RequestAsync(method, data) ?? throw new ProtooException(0, Language.Text("problem.noConnection")));
            return true;
        }
        catch (ProtooException error)
        {
            onRefused(error.Message);
            return false;
        }
    }
}
