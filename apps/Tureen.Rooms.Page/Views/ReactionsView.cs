using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The reactions that people can show for a moment.</summary>
internal sealed class ReactionsView
{
    /// <summary>What others send counts only if it is one of these.</summary>
    private static readonly (string Reaction, string Text)[] All =
    [
        ("👍", "reaction.yes"), ("👏", "reaction.clap"), ("❤️", "reaction.heart"), ("😂", "reaction.laugh"), ("😮", "reaction.wow"), ("👎", "reaction.no"),
    ];

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    private readonly Element _box = Document.ById("reactions");
    private readonly Element _toggle = Document.ById("toggle-reactions");
    private readonly List<Element> _buttons = [];
    private bool _isOpen;

    /// <param name="onChosen">The user shows one.</param>
    public ReactionsView(Action<string> onChosen)
    {
        foreach ((string reaction, _) in All)
        {
            Element button = Document.Create("button");
            button.SetAttribute("type", "button");
            button.Text = reaction;
            button.OnClick(() =>
            {
                onChosen(reaction);
                Close();
            });
            _box.Append(button);
            _buttons.Add(button);
        }

        Refresh();
    }

    public void Switch()
    {
        if (_isOpen)
        {
            Close();
            return;
        }

        SetOpen(true);
        _buttons[0].Focus();
    }

    /// <summary>Closes the box; the focus goes back to its button.</summary>
    /// <returns>Whether it was open.</returns>
    public bool Close()
    {
        bool wasOpen = _isOpen;
        SetOpen(false);
        if (wasOpen)
        {
            _toggle.Focus();
        }

        return wasOpen;
    }

    /// <summary>Writes the names again, in another language.</summary>
    public void Refresh()
    {
        for (int index = 0; index < All.Length; index++)
        {
            string text = Language.Text(All[index].Text);
            _buttons[index].SetAttribute("aria-label", text);
            _buttons[index].SetAttribute("title", text);
        }
    }

    /// <summary>Shows a reaction of somebody on their tile.</summary>
    /// <returns>What it is called; null when there is no such reaction.</returns>
    public static string? Show(Participant person, string reaction)
    {
        string? text = All.FirstOrDefault(one => one.Reaction == reaction).Text;
        if (text is null)
        {
            return null;
        }

        _ = person.Tile.ReactAsync(reaction, Time);
        return Language.Text(text);
    }

    private void SetOpen(bool isOpen)
    {
        _isOpen = isOpen;
        _box.IsHidden = !isOpen;
        _toggle.SetAttribute("aria-expanded", isOpen ? "true" : "false");
    }
}
