using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>What the user sees after a call.</summary>
internal sealed class LeftView
{
    private readonly Element _title = Document.ById("left-title");
    private readonly Element _again = Document.ById("left-again");
    private TaskCompletionSource<bool> _answer = new();

    public LeftView()
    {
        _again.OnClick(() => _answer.TrySetResult(true));
        Document.ById("left-start").OnClick(() => _answer.TrySetResult(false));
    }

    /// <summary>Asks what is next.</summary>
    /// <param name="reason">Why the server ended the call; null when the user left it.</param>
    /// <returns>Whether the user joins the same room again.</returns>
    public Task<bool> AskAsync(string? reason)
    {
        _answer = new TaskCompletionSource<bool>();
        _title.Text = reason ?? Language.Text("left.title");
        Document.Show("left");
        _again.Focus();
        return _answer.Task;
    }
}
