using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Rooms.Members;

/// <summary>A producer of a peer, and what the peer says about it.</summary>
internal sealed record PeerProducer(Producer Producer, string PeerId, JsonObject AppData) : ISentObject
{
    public string Id => Producer.Id;

    /// <summary>How the application knows it.</summary>
    public RoomTrack Track { get; } = TrackOf(PeerId, Producer.Kind, AppData);

    public long KeptLength { get; init; }

    /// <summary>Who has paused it.</summary>
    public TrackPause Pause { get; } = new(Producer);

    /// <summary>The media is a screen that the peer shares, whichever dialect it says that in.</summary>
    public bool IsScreen => IsScreenOf(AppData);

    /// <summary>Where the media comes from, in the words of the modern dialect; null when the peer does not say it.</summary>
    public string? Source => SourceOf(AppData);

    /// <summary>How the application knows what a peer wants to send.</summary>
    public static RoomTrack TrackOf(string peerId, MediaKind kind, JsonObject appData)
    {
        RoomTrackKind picture = IsScreenOf(appData) ? RoomTrackKind.Screen : RoomTrackKind.Video;
        return new RoomTrack(peerId, kind == MediaKind.Audio ? RoomTrackKind.Audio : picture, appData);
    }

    private static bool IsScreenOf(JsonObject appData) => IsTrue(appData["share"]) || SourceOf(appData) == "screensharing";

    private static string? SourceOf(JsonObject appData) =>
        appData["source"] is JsonValue value && value.TryGetValue(out string? source) ? source : null;

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool isTrue) && isTrue;
}
