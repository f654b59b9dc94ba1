using System.Text.Json.Nodes;

namespace Tureen.Rooms.Members;

/// <summary>A data producer of a peer, or of the bot, and what it is for.</summary>
/// <param name="DataProducer">The data producer.</param>
/// <param name="PeerId">Whose it is; null for the bot.</param>
/// <param name="AppData">What the peer says about it.</param>
internal sealed record PeerDataProducer(DataProducer DataProducer, string? PeerId, JsonObject AppData) : ISentObject
{
    public const string Chat = "chat";
    public const string Bot = "bot";

    public string Id => DataProducer.Id;

    /// <summary>How the application knows it.</summary>
    public RoomTrack Track { get; } = new(PeerId, RoomTrackKind.Data, AppData);

    public long KeptLength { get; init; }

    /// <summary>The modern dialect names the channel in a field of its own, the classic one by the label.</summary>
    public string Channel =>
        AppData["channel"] is JsonValue value && value.TryGetValue(out string? channel) ? channel : DataProducer.Label;

    /// <summary>The channel, where each dialect expects it.</summary>
    public JsonObject AppDataCopy()
    {
        JsonObject data = AppData.DeepClone().AsObject();
        data["channel"] = Channel;
        return data;
    }
}
