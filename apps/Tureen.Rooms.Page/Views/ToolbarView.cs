using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The buttons of a call, and their keys.</summary>
internal sealed class ToolbarView
{
    private static readonly (string Id, string Key, string Text)[] Keys =
    [
        ("toggle-mic", "m", "tool.mic"),
        ("toggle-camera", "c", "tool.camera"),
        ("toggle-screen", "s", "tool.screen"),
        ("toggle-hand", "h", "tool.hand"),
        ("toggle-reactions", "r", "tool.reactions"),
        ("toggle-people", "p", "tool.people"),
        ("toggle-chat", "t", "tool.chat"),
        ("toggle-layout", "l", "tool.layout"),
        ("toggle-settings", "o", "tool.settings"),
        ("toggle-stats", "i", "tool.stats"),
    ];

    private readonly Dictionary<string, Element> _buttons = Keys.ToDictionary(static one => one.Id, static one => Document.ById(one.Id), StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = Keys.ToDictionary(static one => one.Id, static one => one.Text, StringComparer.Ordinal);
    private readonly Preferences _preferences;

    /// <param name="preferences">Whether keys count.</param>
    /// <param name="actions">What to do, by the id of the button.</param>
    /// <param name="isShown">Whether the buttons are shown, so that keys count.</param>
    /// <param name="escape">What Escape does; returns whether it did anything.</param>
    public ToolbarView(Preferences preferences, IReadOnlyDictionary<string, Action> actions, Func<bool> isShown, Func<bool> escape)
    {
        _preferences = preferences;
        foreach ((string id, Action action) in actions)
        {
            Document.ById(id).OnClick(action);
        }

        Document.OnKey(key =>
        {
            if (!isShown())
            {
                return false;
            }

            if (string.Equals(key, "Escape", StringComparison.Ordinal))
            {
                return escape();
            }

            string? id = Keys.FirstOrDefault(one => string.Equals(one.Key, key, StringComparison.OrdinalIgnoreCase)).Id;
            if (id is null || !_preferences.HasShortcuts)
            {
                return false;
            }

            actions[id]();
            return true;
        });
        Refresh();
    }

    public void ShowDevices(bool isMicrophoneOn, bool isCameraOn, bool isSharing)
    {
        Show("toggle-mic", isMicrophoneOn, isMicrophoneOn ? "tool.micOff" : "tool.micOn");
        Show("toggle-camera", isCameraOn, isCameraOn ? "tool.cameraOff" : "tool.cameraOn");
        Show("toggle-screen", isSharing, isSharing ? "tool.screenOff" : "tool.screen");
    }

    public void ShowHand(bool isRaised) => Show("toggle-hand", isRaised, isRaised ? "tool.handDown" : "tool.hand");

    public void ShowLayout(bool isSpeaker) => Show("toggle-layout", isSpeaker, isSpeaker ? "tool.layoutGrid" : "tool.layout");

    /// <summary>Writes the names again: another language, or keys that count or no longer do.</summary>
    public void Refresh()
    {
        foreach ((string id, string key, _) in Keys)
        {
            string text = Language.Text(_texts[id]);
            bool hasKey = _preferences.HasShortcuts;
            _buttons[id].SetAttribute("aria-label", text);
            _buttons[id].SetAttribute("title", hasKey ? $"{text} ({key.ToUpperInvariant()})" : text);
            _buttons[id].SetAttribute("aria-keyshortcuts", hasKey ? key : null);
        }
    }

    /// <summary>The name says what the button does, so that its state need not be read.</summary>
    private void Show(string id, bool isOn, string text)
    {
        _buttons[id].SetAttribute("data-on", isOn ? "yes" : "no");
        _texts[id] = text;
        Refresh();
    }
}
