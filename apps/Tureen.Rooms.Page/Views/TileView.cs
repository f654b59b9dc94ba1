using Tureen.Client;
using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;

namespace Tureen.Rooms.Page.Views;

/// <summary>One participant, or a screen that one shares.</summary>
internal sealed class TileView
{
    private readonly Element _tile = Document.Clone("tile-template");
    private readonly Element _name;
    private readonly Element _avatar;
    private readonly Element _badge;
    private readonly Element _hint;
    private LastingReduction _reduction;
    private Quality _quality;
    private string _words = string.Empty;
    private string? _shownId;
    private string? _heardId;

    public TileView(Element grid, string name, bool isOwn, bool isScreen)
    {
        _name = _tile.Find(".name");
        _avatar = _tile.Find(".avatar");
        _badge = _tile.Find(".badge");
        _hint = _tile.Find(".hint");
        Video = _tile.Find("video");
        Audio = _tile.Find("audio");
        _tile.SetAttribute("data-own", isOwn ? "yes" : null);
        _tile.SetAttribute("data-source", isScreen ? "screen" : "camera");
        Name = name;
        grid.Append(_tile);
    }

    public Element Video { get; }

    public Element Audio { get; }

    public string Name
    {
        set
        {
            _name.Text = value;
            _avatar.Text = Initials.Of(value);
            _tile.SetAttribute("aria-label", value);
        }
    }

    public bool HasPicture
    {
        set => _tile.SetAttribute("data-camera", value ? "on" : "off");
    }

    public bool HasSound
    {
        set => _tile.SetAttribute("data-mic", value ? "on" : "off");
    }

    public bool IsSpeaking
    {
        set => _tile.SetAttribute("data-speaking", value ? "yes" : null);
    }

    public Quality Quality
    {
        set
        {
            _quality = value;
            _badge.Text = value.Label;
            _badge.IsHidden = value.Label.Length == 0;
            _badge.SetAttribute("data-quality", value.Grade);
            Describe();
        }
    }

    /// <summary>Shows what of the picture arrives and what the page wants. To be called at regular times.</summary>
    /// <param name="words">All that is known, for those who point at the badge.</param>
    /// <param name="hint">Why less arrives than the page wants, shown once it lasts; empty when all arrives.</param>
    public void ShowLayers(string words, string hint)
    {
        _words = words;
        Describe();
        string shown = _reduction.Update(hint);
        _hint.Text = shown;
        _hint.IsHidden = shown.Length == 0;
    }

    /// <summary>Plays the sound or shows the picture of another participant; what plays already goes on.</summary>
    public void Play(Consumer consumer)
    {
        bool isSound = consumer.Kind == Ortc.MediaKind.Audio;
        if (string.Equals(consumer.Id, isSound ? _heardId : _shownId, StringComparison.Ordinal))
        {
            return;
        }

        if (isSound)
        {
            _heardId = consumer.Id;
        }
        else
        {
            _shownId = consumer.Id;
        }

        BrowserMedia.Attach((isSound ? Audio : Video).Node, consumer.Track);
    }

    public void Remove() => _tile.Remove();

    private void Describe()
    {
        string description = _words.Length > 0 ? $"{_quality.Description}. {_words}" : _quality.Description;
        _badge.SetAttribute("title", description);
        _badge.SetAttribute("aria-label", description);
    }
}
