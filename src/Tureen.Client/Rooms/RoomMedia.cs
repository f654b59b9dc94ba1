namespace Tureen.Client.Rooms;

/// <summary>A track of another participant.</summary>
/// <param name="PeerId">Whose it is.</param>
/// <param name="Source">What it shows, as its sender names it, <c>audio</c>, <c>video</c> or <c>screensharing</c>; empty if it does not.</param>
/// <param name="Consumer">What receives it.</param>
public sealed record RoomMedia(string PeerId, string Source, Consumer Consumer);
