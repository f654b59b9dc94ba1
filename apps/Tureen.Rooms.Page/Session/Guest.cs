namespace Tureen.Rooms.Page.Session;

/// <summary>Somebody who waits in the lobby.</summary>
/// <param name="PeerId">Who.</param>
/// <param name="Name">How others see that one.</param>
internal readonly record struct Guest(string PeerId, string Name);
