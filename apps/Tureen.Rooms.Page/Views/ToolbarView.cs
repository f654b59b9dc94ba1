using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Views;

/// <summary>The buttons of a call, and their keys.</summary>
internal sealed class ToolbarView
{
    private readonly Element _microphone = Document.ById("toggle-mic");
    private readonly Element _camera = Document.ById("toggle-camera");
    private readonly Element _screen = Document.ById("toggle-screen");

    /// <param name="actions">What to do, by the id of the button.</param>
    /// <param name="isShown">Whether the buttons are shown, so that keys count.</param>
    /// <param name="escape">What Escape does; returns whether it did anything.</param>
    public ToolbarView(IReadOnlyDictionary<string, Action> actions, Func<bool> isShown, Func<bool> escape)
    {
        foreach ((string id, Action action) in actions)
        {
            Document.ById(id).OnClick(action);
        }

        var keys = new Dictionary<string, string>
        {
            ["m"] = "toggle-mic",
            ["c"] = "toggle-camera",
            ["s"] = "toggle-screen",
            ["t"] = "toggle-chat",
            ["i"] = "toggle-stats",
        };
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

            if (!keys.TryGetValue(key, out string? id))
            {
                return false;
            }

            actions[id]();
            return true;
        });
    }

    public bool IsMicrophoneOn
    {
        set => Show(_microphone, value, value ? "Mute the microphone (m)" : "Unmute the microphone (m)");
    }

    public bool IsCameraOn
    {
        set => Show(_camera, value, value ? "Turn the camera off (c)" : "Turn the camera on (c)");
    }

    public bool IsSharing
    {
        set => Show(_screen, value, value ? "Stop sharing (s)" : "Share a screen (s)");
    }

    private static void Show(Element button, bool isOn, string title)
    {
        button.IsPressed = isOn;
        button.SetAttribute("title", title);
    }
}
