namespace Tureen.Rooms.Dashboard;

/// <summary>A room and the first of its participants.</summary>
/// <param name="Info">The room as the API has it.</param>
/// <param name="WorkerId">The worker that carries its media.</param>
/// <param name="MemberCount">Its participants, those that are not listed and those that have not joined included.</param>
/// <param name="Participants">The first of them.</param>
internal sealed record RoomPicture(RoomInfo Info, int WorkerId, int MemberCount, IReadOnlyList<ParticipantPicture> Participants);
