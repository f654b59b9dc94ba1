using System.Text.Json.Nodes;
using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>Describes what this machine holds of a room, and reads what others say. Runs on the room's loop.</summary>
internal static class ShareText
{
    public static ShareState Describe(Room room, string[] seats, SiloAddress node, long version) => new()
    {
        Node = node,
        Version = version,
        IsClosed = room.IsClosed,
        Seats = room.IsClosed ? [] : [.. seats.Union(room.LocalMembers.Select(static member => member.Id), StringComparer.Ordinal)],
        Members = room.IsClosed ? [] : [.. room.LocalVisible.Select(Describe)],
        Policy = room.Policy.Revision > 0 ? room.Policy.Write() : null,
        PolicyRevision = room.Policy.Revision,
    };

    /// <summary>How a member of another machine is shown.</summary>
    public static RemoteProfile ProfileOf(SharedMember member) => new(member.DisplayName, member.Role, ReadObject(member.Metadata));

    public static RemoteMember Create(SharedMember member, string node) => new(member.Id, node, ProfileOf(member))
    {
        Identity = member.Identity,
        JoinedAt = member.JoinedAt,
        Device = ReadObject(member.Device) ?? [],
    };

    /// <summary>An object in JSON; null for none.</summary>
    public static JsonObject? ReadObject(string? json) => json is null ? null : JsonNode.Parse(json) as JsonObject;

    private static SharedMember Describe(IRoomMember member) => new()
    {
        Id = member.Id,
        DisplayName = member.DisplayName,
        Identity = member.Identity,
        Role = member.Role,
        Metadata = member.Metadata?.ToJsonString(),
        Device = member.Device.ToJsonString(),
        JoinedAt = member.JoinedAt,
        Producers =
        [
            .. member.Producers.Where(static producer => !producer.Producer.Closed)
                .Select(static producer => new SharedProducer { Id = producer.Id, AppData = producer.AppData.ToJsonString() }),
            .. member.DataProducers.Where(producer => member.IsForPeers(producer) && !producer.DataProducer.Closed)
                .Select(static producer => new SharedProducer { Id = producer.Id, IsData = true, AppData = producer.AppData.ToJsonString() }),
        ],
    };
}
