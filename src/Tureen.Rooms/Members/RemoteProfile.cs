using System.Text.Json.Nodes;

namespace Tureen.Rooms.Members;

/// <summary>How the others see a member of another machine, which may change while it is there.</summary>
/// <param name="DisplayName">Its name.</param>
/// <param name="Role">Its word in the room; null for none.</param>
/// <param name="Metadata">What a host or the application says about it; null for nothing.</param>
internal sealed record RemoteProfile(string DisplayName, string? Role, JsonObject? Metadata);
