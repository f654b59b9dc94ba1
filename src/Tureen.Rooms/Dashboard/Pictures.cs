using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Dashboard;

/// <summary>Describes rooms and participants for operators. Runs on the loop of the room.</summary>
internal static class Pictures
{
    public static RoomPicture Of(Room room)
    {
        IRoomMember[] first = [.. room.Members.Take(DashboardLimits.MaxParticipantsPerRoom)];
        return new RoomPicture(
            room.Moderation.Describe(), room.WorkerId, room.PeerCount + room.GuestCount, [.. first.Select(member => Of(room, member))]);
    }

    private static ParticipantPicture Of(Room room, IRoomMember member)
    {
        var peer = member as Peer;
        int?[] sent = [.. member.Producers.Where(static track => !track.Producer.Paused).Select(static track => BestScore(track.Producer))];
        return new ParticipantPicture(
            ParticipantText.Describe(room, member),
            member.RemoteAddress,
            sent.Min(),
            peer?.Consumers.Count ?? 0,
            peer?.Consumers.WorstScore,
            peer?.Transports.Downlink?.AvailableBitrate,
            peer?.Transports.Downlink?.EffectiveDesiredBitrate);
    }

    /// <summary>A sender may send one encoding of several.</summary>
    private static int? BestScore(Producer producer) => producer.Score.Count == 0 ? null : producer.Score.Max(static score => score.Score);
}
