namespace Tureen.Server.Load.Participants;

/// <summary>A place in a room, which one participant after the other may have.</summary>
/// <param name="Room">The room.</param>
/// <param name="Index">Which place of the room.</param>
/// <param name="IsPublisher">Whether who is there sends.</param>
/// <param name="IsImpaired">Whether who is there is behind an emulated link.</param>
internal sealed record LoadPlace(string Room, int Index, bool IsPublisher, bool IsImpaired);
