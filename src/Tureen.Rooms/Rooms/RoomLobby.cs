using System.Text.Json.Nodes;
using Tureen.Rooms.Hooks;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>Who waits until a host lets them in. Runs on the room's loop.</summary>
internal sealed class RoomLobby(Room room)
{
    private readonly Dictionary<Peer, TaskCompletionSource> _waiting = [];

    public IReadOnlyCollection<Peer> Waiting => _waiting.Keys;

    /// <summary>Whether somebody must wait. Hosts never do, nor those who are admitted.</summary>
    public bool IsFor(Peer peer) =>
        room.State.HasLobby
        && !peer.IsAdmitted
        && !peer.Public.Rights.Has(RoomGrants.Admin)
        && room.Records.Find(peer.Public.Rights, peer.Id) is not { IsAdmitted: true };

    /// <summary>Lets somebody wait.</summary>
    /// <returns>Completes when a host admits that one; canceled when it leaves or is refused.</returns>
    /// <exception cref="ProtooException">As many wait as may.</exception>
    public Task WaitAsync(Peer peer)
    {
        if (_waiting.TryGetValue(peer, out TaskCompletionSource? known))
        {
            return known.Task;
        }

        if (_waiting.Count >= ModerationLimits.MaxWaiting)
        {
            throw new ProtooException(StatusCodes.Status503ServiceUnavailable, "too many guests wait in the lobby");
        }

        var admission = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(peer, admission);
        room.Events.Raise(RoomEventType.GuestWaiting, peer);
        peer.Notify(ModerationMessages.LobbyWaiting, new() { ["roomId"] = room.Id });
        NotifyHosts();
        return admission.Task;
    }

    /// <summary>Lets somebody in.</summary>
    public void Admit(Peer peer)
    {
        if (_waiting.Remove(peer, out TaskCompletionSource? admission))
        {
            peer.Admit();
            peer.Notify(ModerationMessages.LobbyAdmitted, new() { ["roomId"] = room.Id });
            admission.SetResult();
            NotifyHosts();
        }
    }

    /// <summary>Lets all in, because the lobby ends.</summary>
    public void AdmitAll()
    {
        foreach (Peer peer in _waiting.Keys.ToArray())
        {
            Admit(peer);
        }
    }

    /// <summary>Forgets somebody who has gone.</summary>
    public void Remove(Peer peer)
    {
        if (_waiting.Remove(peer, out TaskCompletionSource? admission))
        {
            admission.SetCanceled();
            NotifyHosts();
        }
    }

    /// <summary>Lets one host know who waits.</summary>
    public void Notify(Peer host) => host.NotifyOptional(ModerationMessages.LobbyChanged, Describe());

    private void NotifyHosts()
    {
        foreach (Peer host in room.Joined.Where(static peer => peer.Public.Rights.Has(RoomGrants.Admin)))
        {
            Notify(host);
        }
    }

    private JsonObject Describe()
    {
        var guests = new JsonArray();
        foreach (Peer guest in _waiting.Keys)
        {
            guests.Add((JsonNode)new JsonObject
            {
                ["peerId"] = guest.Id,
                ["identity"] = guest.Public.Rights.Identity,
                ["displayName"] = guest.DisplayName,
            });
        }

        return new JsonObject { ["guests"] = guests };
    }
}
