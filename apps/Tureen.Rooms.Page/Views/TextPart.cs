namespace Tureen.Rooms.Page.Views;

/// <summary>A part of a message.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Link">Where it leads; null when it is plain text.</param>
internal readonly record struct TextPart(string Text, string? Link);
