using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Views;

/// <summary>One line of news above the buttons.</summary>
internal sealed class NoticeView
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(6);

    private readonly Element _notice = Document.ById("notice");
    private int _shown;

    /// <summary>Shows the text for a few seconds.</summary>
    public void ShowBriefly(string text, bool isProblem = false)
    {
        Keep(text, isProblem);
        _ = HideLaterAsync(_shown);
    }

    /// <summary>Shows the text until the next one or <see cref="Clear"/>.</summary>
    public void Keep(string text, bool isProblem = false)
    {
        _shown++;
        _notice.Text = text;
        _notice.SetAttribute("data-kind", isProblem ? "problem" : "news");
        _notice.IsHidden = false;
    }

    public void Clear()
    {
        _shown++;
        _notice.IsHidden = true;
    }

    private async Task HideLaterAsync(int shown)
    {
        await Task.Delay(Time);
        if (shown == _shown)
        {
            _notice.IsHidden = true;
        }
    }
}
