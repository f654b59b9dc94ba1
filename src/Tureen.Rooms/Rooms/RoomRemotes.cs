using System.Text.Json.Nodes;
using Tureen.Rooms.Members;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// The members of the same room on other machines. Peers see them as all others. Events of them are raised on their own machine alone. Runs on
/// the room's loop.
/// </summary>
internal sealed class RoomRemotes(Room room)
{
    private readonly Dictionary<string, RemoteMember> _members = new(StringComparer.Ordinal);

    public IReadOnlyCollection<RemoteMember> All => _members.Values;

    /// <summary>Null when there is none.</summary>
    public RemoteMember? Find(string id) => _members.GetValueOrDefault(id);

    /// <summary>Shows one more to the peers.</summary>
    /// <returns>False when another member of the room has its id.</returns>
    public bool TryAdd(RemoteMember member)
    {
        if (room.IsClosed || room.HasMember(member.Id))
        {
            return false;
        }

        _members.Add(member.Id, member);
        room.NotifyNew(member);
        return true;
    }

    /// <summary>One is gone, with all that it sends. The peers hear of it first.</summary>
    public void Remove(RemoteMember member)
    {
        if (_members.Remove(member.Id))
        {
            room.Recordings.HandleLeft(member);
            room.NotifyClosed(member);
            member.Close();
        }
    }

    /// <summary>Shows what has changed of one.</summary>
    public void Change(RemoteMember member, RemoteProfile profile)
    {
        RemoteProfile before = member.Profile;
        member.Profile = profile;
        if (before.DisplayName != profile.DisplayName)
        {
            Announcement.Send(room.Joined, "peerDisplayNameChanged", new()
            {
                ["peerId"] = member.Id,
                ["displayName"] = profile.DisplayName,
                ["oldDisplayName"] = before.DisplayName,
            });
        }

        if (before.Role != profile.Role || !JsonNode.DeepEquals(before.Metadata, profile.Metadata))
        {
            JsonObject update = new() { ["peerId"] = member.Id, ["role"] = profile.Role, ["metadata"] = profile.Metadata?.DeepClone() };
            Announcement.Send(room.Joined, ModerationMessages.PeerUpdated, update);
        }
    }

    /// <summary>Offers media of one that has arrived on this machine.</summary>
    public void AddProducer(RemoteMember member, PeerProducer producer)
    {
        member.Add(producer);
        room.Offers.OfferToOthers(member, producer);
    }

    /// <summary>Offers messages of one.</summary>
    public void AddDataProducer(RemoteMember member, PeerDataProducer producer)
    {
        member.Add(producer);
        room.Offers.OfferToOthers(member, producer);
    }
}
