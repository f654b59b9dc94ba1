using Tureen.Ortc;
using Tureen.Rooms.Members;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms.Rooms;

/// <summary>Describes participants for hosts and the application. Runs on the room's loop.</summary>
internal static class ParticipantText
{
    public const string Connecting = "connecting";
    public const string Waiting = "waiting";
    public const string Joined = "joined";

    public static ParticipantInfo Describe(Room room, IRoomMember member)
    {
        RoomRights? rights = (member as Peer)?.Public.Rights;
        return new ParticipantInfo
        {
            Id = member.Id,
            Identity = member.Identity,
            DisplayName = member.DisplayName,
            Role = member.Role,
            Grants = rights is null ? [] : [.. TokenClaims.NamesOf(rights.Grants)],
            State = StateOf(room, member),
            IsBroadcaster = rights is null,
            JoinedAt = member.JoinedAt,
            Metadata = member.Metadata,
            Tracks = [.. member.Producers.Select(Describe)],
        };
    }

    public static string KindOf(PeerProducer producer) => producer.Track.Kind switch
    {
        RoomTrackKind.Screen => "screen",
        _ => producer.Producer.Kind.ToWireString(),
    };

    private static TrackInfo Describe(PeerProducer producer) => new()
    {
        Id = producer.Id,
        Kind = KindOf(producer),
        IsPaused = producer.Producer.Paused,
        IsMuted = producer.Pause.IsMuted,
    };

    private static string StateOf(Room room, IRoomMember member) => member switch
    {
        Peer peer when room.Lobby.Waiting.Contains(peer) => Waiting,
        Peer { IsJoined: false } => Connecting,
        _ => Joined,
    };
}
