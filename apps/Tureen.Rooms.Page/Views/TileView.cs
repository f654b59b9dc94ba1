using Tureen.Client;
using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Layouts;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Rooms.Page.Views;

/// <summary>One participant, or a screen that one shares.</summary>
internal sealed class TileView
{
    private readonly Element _tile = Document.Clone("tile-template");
    private readonly Element _name;
    private readonly Element _avatar;
    private readonly Element _badge;
    private readonly Element _hint;
    private readonly Element _unreadable;
    private readonly Element _reaction;
    private readonly HashSet<string> _unreadableIds = new(StringComparer.Ordinal);
    private LastingReduction _reduction;
    private int _reactions;
    private string? _shownId;
    private string? _heardId;

    public TileView(Element grid, string key, TileKind kind, string name)
    {
        Key = key;
        Kind = kind;
        _name = _tile.Find(".name");
        _avatar = _tile.Find(".avatar");
        _badge = _tile.Find(".badge");
        _hint = _tile.Find(".hint");
        _unreadable = _tile.Find(".unreadable");
        _reaction = _tile.Find(".reaction");
        Video = _tile.Find("video");
        Audio = _tile.Find("audio");
        States = new TileStates(_tile, kind);
        Buttons = new TileButtons(_tile, kind);
        bool isScreen = kind is TileKind.Screen or TileKind.OwnScreen;
        _tile.SetAttribute("data-own", kind is TileKind.Own or TileKind.OwnScreen ? "yes" : null);
        _tile.SetAttribute("data-source", isScreen ? "screen" : "camera");
        _tile.IsHidden = true;
        Name = name;
        grid.Append(_tile);
    }

    /// <summary>Unique among the tiles.</summary>
    public string Key { get; }

    public TileKind Kind { get; }

    /// <summary>Where it is; null while it is not seen.</summary>
    public TilePlace? Place { get; private set; }

    public TileStates States { get; }

    public TileButtons Buttons { get; }

    public Element Video { get; }

    public Element Audio { get; }

    public string Name
    {
        set
        {
            _name.Text = value;
            _name.SetAttribute("title", value);
            _avatar.Text = Initials.Of(value);
            States.SetName(value);
        }
    }

    /// <summary>Puts it at its place; null when it is not seen.</summary>
    public void MoveTo(TilePlace? place)
    {
        _tile.IsHidden = place is null;
        Place = place;
        if (place is { } there)
        {
            _tile.SetAttribute("data-role", there.Role.ToString().ToLowerInvariant());
            _tile.Place(there.X, there.Y, there.Width, there.Height);
        }
    }

    /// <summary>Lets the user drag it to another corner.</summary>
    public void OnDrop(Action<bool, bool> callback) => _tile.OnDrop(callback);

    /// <summary>Shows how well the picture arrives, and why less arrives than the page wants, once that lasts. To be called at regular times.</summary>
    /// <param name="quality">How well it arrives.</param>
    /// <param name="reduction">Why less arrives.</param>
    /// <param name="words">All that is known, for those who point at the badge.</param>
    /// <param name="hint">Why less arrives, in a few words; empty when all arrives.</param>
    public void ShowQuality(Quality quality, Reduction reduction, string words, string hint)
    {
        string? grade = QualityWords.Grade(quality, reduction);
        _badge.IsHidden = grade is null or "good";
        _badge.Text = QualityWords.Word(quality, reduction);
        _badge.SetAttribute("data-quality", grade);
        _badge.SetAttribute("title", $"{QualityWords.Sentence(quality, reduction)}. {words}");
        string shown = _reduction.Update(hint);
        _hint.Text = shown;
        _hint.IsHidden = shown.Length == 0;
    }

    /// <summary>Shows whether anything of the participant cannot be decrypted.</summary>
    /// <param name="consumerId">The track.</param>
    /// <param name="isUnreadable">Whether it cannot; false, too, once the track is gone.</param>
    public void SetUnreadable(string consumerId, bool isUnreadable)
    {
        if (isUnreadable)
        {
            _unreadableIds.Add(consumerId);
        }
        else
        {
            _unreadableIds.Remove(consumerId);
        }

        _unreadable.IsHidden = _unreadableIds.Count == 0;
        States.SetUnreadable(_unreadableIds.Count > 0);
    }

    /// <summary>Shows a reaction for a while.</summary>
    public async Task ReactAsync(string reaction, TimeSpan time)
    {
        int number = ++_reactions;
        _reaction.Text = reaction;
        _reaction.IsHidden = false;
        await Task.Delay(time);
        if (number == _reactions)
        {
            _reaction.IsHidden = true;
        }
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

    /// <summary>Takes it off the page; what it played ends.</summary>
    public void Remove()
    {
        BrowserMedia.Attach(Video.Node);
        BrowserMedia.Attach(Audio.Node);
        _tile.Remove();
    }
}
