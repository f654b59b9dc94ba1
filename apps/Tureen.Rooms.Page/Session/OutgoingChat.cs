namespace Tureen.Rooms.Page.Session;

/// <summary>A message of the user's that the server does not have yet.</summary>
/// <param name="text">The message.</param>
internal sealed class OutgoingChat(string text)
{
    public string Text => text;

    /// <summary>Its place among the messages of the channel that carries it, from 1; null before it was sent.</summary>
    public int? Place { get; set; }
}
