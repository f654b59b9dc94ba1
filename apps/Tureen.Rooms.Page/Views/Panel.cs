using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Views;

/// <summary>A panel beside the tiles, and the button that opens it.</summary>
/// <param name="name">The id of the panel; those of its buttons are made of it.</param>
internal sealed class Panel(string name)
{
    private readonly Element _panel = Document.ById(name);
    private readonly Element _toggle = Document.ById($"toggle-{name}");
    private bool _isOpen;

    /// <summary>It was opened.</summary>
    public event Action? Opened;

    public bool IsOpen
    {
        get => _isOpen;
        set
        {
            bool wasOpen = _isOpen;
            _isOpen = value;
            _panel.IsHidden = !value;
            _toggle.SetAttribute("aria-expanded", value ? "true" : "false");
            if (value && !wasOpen)
            {
                Opened?.Invoke();
            }
        }
    }

    public Element Toggle => _toggle;

    /// <summary>Calls back when its cross is pressed.</summary>
    public void OnClose(Action callback) => Document.ById($"{name}-close").OnClick(callback);
}
