using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>What a participant with the grant <c>admin</c> may ask for: one row for each method.</summary>
internal static class ModerationRequests
{
    private static readonly FrozenDictionary<string, Func<RoomModeration, RequestData, Task<JsonNode>>> Requests =
        new Dictionary<string, Func<RoomModeration, RequestData, Task<JsonNode>>>(StringComparer.Ordinal)
        {
            ["getRoom"] = static (room, _) => Answer(room.Describe(), RoomJson.Default.RoomInfo),
            ["updateRoom"] = static (room, data) => Do(() => room.Update(Require(data.Read(RoomJson.Default.RoomChange)))),
            ["closeRoom"] = static (room, data) => Do(() => room.Close(data.Text("reason"))),
            ["getParticipants"] = static (room, _) => AnswerList("participants", room.ListParticipants()),
            ["updateParticipant"] = static (room, data) =>
                Do(() => room.Update(PeerId(data), Require(data.Member("change").Read(RoomJson.Default.ParticipantChange)))),
            ["removeParticipant"] = static (room, data) => Do(() => room.Remove(PeerId(data), data.Text("reason"), data.IsTrue("ban"))),
            ["muteTrack"] = static (room, data) => DoAsync(room.SetMutedAsync(PeerId(data), ProducerId(data), isMuted: true)),
            ["unmuteTrack"] = static (room, data) => DoAsync(room.SetMutedAsync(PeerId(data), ProducerId(data), isMuted: false)),
            ["askToUnmute"] = static (room, data) => Do(() => room.AskToUnmute(PeerId(data), ProducerId(data))),
            ["lowerHand"] = static (room, data) => Do(() => room.LowerHand(PeerId(data))),
            ["getLobby"] = static (room, _) => AnswerList("guests", room.ListWaiting()),
            ["admitGuest"] = static (room, data) => Do(() => room.Admit(PeerId(data))),
            ["refuseGuest"] = static (room, data) => Do(() => room.Refuse(PeerId(data), data.Text("reason"))),
            ["getBans"] = static (room, _) => Answer(room.ListBans(), RoomJson.Default.IReadOnlyListRoomBan, "bans"),
            ["removeBan"] = static (room, data) => Do(() => room.Unban(Text(data, "id"))),
            ["sendRoomMessage"] = static (room, data) => Do(() => room.Send(Require(data.Read(RoomJson.Default.RoomMessage)))),
            ["startRecording"] = static (room, data) =>
                Answer(room.StartRecording(Require(data.Read(RoomJson.Default.RecordingRequest))), RoomJson.Default.RecordingInfo),
            ["stopRecording"] = static async (room, data) =>
                JsonSerializer.SerializeToNode(await room.StopRecordingAsync(Text(data, "recordingId")), RoomJson.Default.RecordingInfo)!,
            ["getRecordings"] = static (room, _) => Answer(room.ListRecordings(), RoomJson.Default.IReadOnlyListRecordingInfo, "recordings"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What answers a request; null when there is no such method.</summary>
    public static Func<RoomModeration, RequestData, Task<JsonNode>>? Find(string method) => Requests.GetValueOrDefault(method);

    private static string PeerId(RequestData data) => Text(data, "peerId");

    private static string ProducerId(RequestData data) => Text(data, "producerId");

    private static string Text(RequestData data, string name) => data.Text(name) ?? throw Invalid($"{name} must be a string");

    private static T Require<T>(T? value)
        where T : class
        => value ?? throw Invalid("an object is needed");

    private static ProtooException Invalid(string reason) => new(StatusCodes.Status400BadRequest, reason);

    private static Task<JsonNode> Do(Action act)
    {
        act();
        return Task.FromResult<JsonNode>(new JsonObject());
    }

    private static async Task<JsonNode> DoAsync(Task act)
    {
        await act;
        return new JsonObject();
    }

    private static Task<JsonNode> Answer<T>(T answer, JsonTypeInfo<T> type) => Task.FromResult(JsonSerializer.SerializeToNode(answer, type)!);

    private static Task<JsonNode> Answer<T>(T answer, JsonTypeInfo<T> type, string name) =>
        Task.FromResult<JsonNode>(new JsonObject { [name] = JsonSerializer.SerializeToNode(answer, type) });

    private static Task<JsonNode> AnswerList(string name, IReadOnlyList<ParticipantInfo> participants) =>
        Answer(participants, RoomJson.Default.IReadOnlyListParticipantInfo, name);
}
