using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Layouts;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>What is known of the participant of a tile, as the tile shows it and as screen readers read it.</summary>
internal sealed class TileStates(Element tile, TileKind kind)
{
    private readonly Element _hand = tile.Find(".hand");
    private string _name = string.Empty;
    private int? _place;
    private bool _isUnreadable;

    public bool HasPicture { get; private set; }

    public bool HasSound { get; private set; }

    public bool IsSpeaking { get; private set; }

    public void SetName(string name)
    {
        _name = name;
        Describe();
    }

    public void SetPicture(bool isOn)
    {
        HasPicture = isOn;
        tile.SetAttribute("data-camera", isOn ? "on" : "off");
        Describe();
    }

    public void SetSound(bool isOn)
    {
        HasSound = isOn;
        tile.SetAttribute("data-mic", isOn ? "on" : "off");
        Describe();
    }

    public void SetSpeaking(bool isSpeaking)
    {
        IsSpeaking = isSpeaking;
        tile.SetAttribute("data-speaking", isSpeaking ? "yes" : null);
        Describe();
    }

    /// <summary>Says whether anything of the participant cannot be decrypted.</summary>
    public void SetUnreadable(bool isUnreadable)
    {
        _isUnreadable = isUnreadable;
        Describe();
    }

    /// <summary>Shows the place in the line of raised hands, from 1; null for none.</summary>
    public void SetHand(int? place)
    {
        _place = place;
        _hand.IsHidden = place is null;
        _hand.Find(".number").Text = place is int number ? Language.Number(number, 0) : string.Empty;
        Describe();
    }

    /// <summary>Says all of it again, perhaps in another language.</summary>
    public void Describe()
    {
        List<string> parts = [_name];
        if (kind is TileKind.Person or TileKind.Own)
        {
            parts.Add(Language.Text(HasSound ? "tile.micOn" : "tile.micOff"));
            parts.Add(Language.Text(HasPicture ? "tile.cameraOn" : "tile.cameraOff"));
        }

        if (_place is int place)
        {
            parts.Add(Language.Text("tile.hand", place));
        }

        if (_isUnreadable)
        {
            parts.Add(Language.Text("tile.unreadable"));
        }

        if (IsSpeaking)
        {
            parts.Add(Language.Text("tile.speaking"));
        }

        tile.SetAttribute("aria-label", string.Join(Language.Text("list.comma"), parts));
    }
}
