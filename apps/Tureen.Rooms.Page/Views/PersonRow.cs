using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>One participant in the list of people.</summary>
internal sealed class PersonRow
{
    private static readonly string[] Actions = ["mute", "ask", "lower", "spotlight", "remove"];

    private static readonly TimeSpan ConfirmTime = TimeSpan.FromSeconds(4);

    private readonly Element _row = Document.Clone("person-template");
    private readonly Element _name;
    private readonly Element _states;
    private readonly Dictionary<string, Element> _buttons;
    private string _shown = string.Empty;
    private int _asked;
    private bool _isSure;

    /// <param name="onAction">What a host wants: <c>mute</c>, <c>ask</c>, <c>lower</c>, <c>spotlight</c> or <c>remove</c>.</param>
    public PersonRow(Action<string> onAction)
    {
        _name = _row.Find(".name");
        _states = _row.Find(".states");
        _buttons = Actions.ToDictionary(static action => action, action => _row.Find($".{action}"), StringComparer.Ordinal);
        foreach ((string action, Element button) in _buttons)
        {
            button.OnClick(() =>
            {
                if (action != "remove" || _isSure)
                {
                    onAction(action);
                }
                else
                {
                    _ = AskAsync();
                }
            });
        }
    }

    private string Name { get; set; } = string.Empty;

    /// <summary>Makes it the last one of a list, wherever it was.</summary>
    public void AppendTo(Element list) => list.Append(_row);

    public void Remove() => _row.Remove();

    /// <summary>Shows what is known of a participant.</summary>
    /// <param name="name">How others see that one.</param>
    /// <param name="states">What is known, in words.</param>
    /// <param name="actions">What the user may do.</param>
    public void Show(string name, IReadOnlyList<string> states, IReadOnlyCollection<string> actions)
    {
        // Nothing is written again that is there already: screen readers would read it again.
        string shown = $"{Language.Code}\n{name}\n{string.Join('\n', states)}\n{string.Join('\n', actions)}";
        if (shown == _shown)
        {
            return;
        }

        _shown = shown;
        Name = name;
        _name.Text = name;
        _states.Text = string.Join(Language.Text("list.comma"), states);
        foreach ((string action, Element button) in _buttons)
        {
            button.IsHidden = !actions.Contains(action);
            Label(action, $"people.{action}");
        }
    }

    private void Label(string action, string text)
    {
        string label = Language.Text(text, Name);
        _buttons[action].SetAttribute("aria-label", label);
        _buttons[action].SetAttribute("title", label);
    }

    /// <summary>Removes only after a second press.</summary>
    private async Task AskAsync()
    {
        int asked = ++_asked;
        _isSure = true;
        _buttons["remove"].SetAttribute("data-sure", "yes");
        Label("remove", "people.removeSure");
        await Task.Delay(ConfirmTime);
        if (asked == _asked)
        {
            _isSure = false;
            _buttons["remove"].SetAttribute("data-sure", null);
            Label("remove", "people.remove");
        }
    }
}
