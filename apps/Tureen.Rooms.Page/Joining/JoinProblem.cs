using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Joining;

/// <summary>The line that says what stands in the way of joining: what is missing in the form, or why devices do not open.</summary>
internal sealed class JoinProblem
{
    private readonly Element _line = Document.ById("join-problem");
    private bool _isAboutForm;

    /// <summary>Shows what is missing in the form.</summary>
    public void ShowForm(string text)
    {
        _isAboutForm = true;
        Show(text);
    }

    /// <summary>Shows why devices do not open; null when they do. What is missing in the form stays then.</summary>
    public void ShowDevices(string? text)
    {
        if (text is not null || !_isAboutForm)
        {
            _isAboutForm = false;
            Show(text);
        }
    }

    /// <summary>Nothing stands in the way.</summary>
    public void Clear()
    {
        _isAboutForm = false;
        Show(null);
    }

    private void Show(string? text)
    {
        _line.Text = text ?? "";
        _line.IsHidden = text is null;
    }
}
