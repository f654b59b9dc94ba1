using System.Text.Json;
using Tureen.Rooms.Members;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>What hosts on another machine do to members of this one. It was checked there. Runs on the room's loop.</summary>
internal static class ForwardedRequests
{
    public const string Close = "closeRoom";
    public const string Send = "sendRoomMessage";
    public const string React = "react";

    /// <exception cref="Protoo.ProtooException">The member has gone.</exception>
    /// <exception cref="JsonException">The data is of another version.</exception>
    public static async Task HandleAsync(Room room, string method, string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        var data = new RequestData(document.RootElement);
        if (method == Close)
        {
            room.Close(data.Text("reason"));
        }
        else if (method == Send)
        {
            room.Moderation.SendHere(data.Read(RoomJson.Default.RoomMessage) ?? throw new JsonException("null"));
        }
        else if (method == React)
        {
            room.Gestures.ReactHere(data.Text("peerId") ?? string.Empty, data.Text("reaction") ?? string.Empty);
        }
        else if (data.Text("peerId") is { } peerId && room.FindMember(peerId) is not RemoteMember && ModerationRequests.Find(method) is { } moderate)
        {
            await moderate(room.Moderation, data);
        }
    }
}
