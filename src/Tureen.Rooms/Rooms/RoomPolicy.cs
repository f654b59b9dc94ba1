using System.Text.Json;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// Settings and bans of a room as one text, which the same room on other machines takes over. Of two changes at once on two machines the later one
/// counts. Runs on the room's loop.
/// </summary>
internal sealed class RoomPolicy(Room room)
{
    /// <summary>When it last changed, in milliseconds since 1970; 0 when nothing was ever set.</summary>
    public long Revision { get; private set; }

    /// <summary>Somebody on this machine has changed it.</summary>
    public void HandleChanged()
    {
        Revision = Math.Max(Revision + 1, room.Services.Time.GetUtcNow().ToUnixTimeMilliseconds());
        room.Share.HandleChanged();
    }

    public string Write() =>
        JsonSerializer.Serialize(new RoomPolicyText(room.State.ToChange(), [.. room.Records.Bans]), RoomJson.Default.RoomPolicyText);

    /// <summary>Takes over what was set on another machine, if it is later.</summary>
    public void Adopt(string text, long revision)
    {
        if (revision <= Revision)
        {
            return;
        }

        try
        {
            RoomPolicyText policy = JsonSerializer.Deserialize(text, RoomJson.Default.RoomPolicyText) ?? throw new JsonException("null");
            room.Records.SetBans(policy.Bans);
            room.Moderation.Apply(policy.Settings);
            Revision = revision;
        }
        catch (Exception exception) when (exception is JsonException or ProtooException)
        {
            room.Logger.LogWarning("Settings of room {RoomId} from another machine are left out: {Reason}", LogText.Of(room.Id), LogText.Of(exception.Message));
        }
    }
}
