using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms.Hooks;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Webhooks;

/// <summary>An event as a receiver gets it.</summary>
/// <param name="Id">Its id, the same in each attempt.</param>
/// <param name="Event">Its name, such as <c>participantJoined</c>.</param>
/// <param name="RoomId">The room.</param>
/// <param name="Bytes">The body.</param>
internal sealed record WebhookBody(string Id, string Event, string RoomId, byte[] Bytes)
{
    public static WebhookBody Of(RoomEvent happened)
    {
        string id = Guid.NewGuid().ToString("N");
        string name = JsonNamingPolicy.CamelCase.ConvertName(happened.Type.ToString());
        var body = new JsonObject
        {
            ["id"] = id,
            ["event"] = name,
            ["at"] = happened.At,
            ["room"] = new JsonObject { ["id"] = happened.RoomId },
        };
        if (happened.ParticipantId is { } participantId)
        {
            body["participant"] = new JsonObject
            {
                ["id"] = participantId,
                ["identity"] = happened.Identity,
                ["displayName"] = happened.DisplayName,
                ["role"] = happened.Role,
            };
        }

        if (happened.TrackId is { } trackId)
        {
            body["track"] = new JsonObject { ["id"] = trackId, ["kind"] = happened.TrackKind };
        }

        if (happened.Recording is { } recording)
        {
            body["recording"] = JsonSerializer.SerializeToNode(recording, RoomJson.Default.RecordingInfo);
        }

        return new WebhookBody(id, name, happened.RoomId, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }
}
