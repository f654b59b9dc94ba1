using Tureen.Ortc;
using Tureen.Rooms.Page.Layouts;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The other participants: who they are, and the tiles that show them.</summary>
/// <param name="stage">Where the tiles are.</param>
/// <param name="notice">Where comings and goings are shown.</param>
/// <param name="onTile">A new tile.</param>
/// <param name="onChanged">Who is there, or what is known of them, has changed.</param>
internal sealed class OthersView(StageView stage, NoticeView notice, Action<Participant, TileView> onTile, Action onChanged)
{
    private readonly Dictionary<string, Participant> _others = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Participant> All => _others.Values;

    public Participant? Find(string? peerId) => peerId is null ? null : _others.GetValueOrDefault(peerId);

    public string NameOf(string peerId) => Find(peerId)?.Name ?? Language.Text(peerId.Length == 0 ? "person.bot" : "person.somebody");

    /// <summary>The key of the tile of a participant.</summary>
    public static string KeyOf(string peerId) => $"person {peerId}";

    /// <summary>The pixels of the page that a picture takes; null when nobody sees it.</summary>
    public double? WidthOf(RemoteMedia media)
    {
        Participant? peer = Find(media.PeerId);
        return (media.IsScreen ? peer?.Screen : peer?.Tile)?.Place?.PictureWidth;
    }

    public void HandlePeer(string peerId, string name, bool isNew)
    {
        if (_others.TryGetValue(peerId, out Participant? known))
        {
            known.Name = name;
            known.Tile.Name = name;
            onChanged();
            return;
        }

        TileView tile = stage.Add(KeyOf(peerId), TileKind.Person, name);
        tile.States.SetSound(false);
        var other = new Participant(peerId, name, tile);
        _others[peerId] = other;
        onTile(other, tile);
        onChanged();
        if (isNew)
        {
            notice.ShowBriefly(Language.Text("person.joined", name));
        }
    }

    public void HandlePeerGone(string peerId)
    {
        if (_others.Remove(peerId, out Participant? gone))
        {
            Remove(gone);
            onChanged();
            notice.ShowBriefly(Language.Text("person.left", gone.Name));
        }
    }

    public void HandleMedia(RemoteMedia media)
    {
        if (Find(media.PeerId) is not { } peer)
        {
            return;
        }

        if (media.Consumer.Kind == MediaKind.Audio)
        {
            peer.Microphone = media;
            peer.Tile.Play(media.Consumer);
            peer.Tile.States.SetSound(!media.IsPaused);
            peer.Tile.SetUnreadable(media.Consumer.Id, media.IsUnreadable);
            onChanged();
            return;
        }

        TileView tile = media.IsScreen ? RequireScreen(peer) : peer.Tile;
        tile.Play(media.Consumer);
        tile.States.SetPicture(media is { IsPaused: false, IsUnreadable: false });
        tile.SetUnreadable(media.Consumer.Id, media.IsUnreadable);
        stage.Arrange();
        onChanged();
    }

    public void HandleMediaGone(RemoteMedia media)
    {
        if (Find(media.PeerId) is not { } peer)
        {
            return;
        }

        peer.Tile.SetUnreadable(media.Consumer.Id, isUnreadable: false);
        if (media.Consumer.Kind == MediaKind.Audio)
        {
            peer.Microphone = null;
            peer.Tile.States.SetSound(false);
        }
        else if (media.IsScreen)
        {
            RemoveScreen(peer);
        }
        else
        {
            peer.Tile.States.SetPicture(false);
            peer.Tile.ShowQuality(default, Reduction.None, string.Empty, string.Empty);
            peer.QualityWord = string.Empty;
        }

        onChanged();
    }

    /// <summary>Shows at each picture how well it arrives. To be called at regular times.</summary>
    public void ShowQuality(IEnumerable<RemoteMedia> all, Downlink? downlink)
    {
        foreach (RemoteMedia media in all.Where(static media => media.Consumer.Kind == MediaKind.Video))
        {
            Participant? peer = Find(media.PeerId);
            TileView? tile = media.IsScreen ? peer?.Screen : peer?.Tile;
            Reduction reduction = media.GetReduction(downlink);
            bool isKnown = media is { IsWanted: true, IsPaused: false };
            Quality quality = isKnown ? media.Quality : default;
            tile?.ShowQuality(
                quality,
                reduction,
                media.HasLayers ? PictureWords.Sentence(media.Layers, media.Sizes, reduction) : string.Empty,
                media.HasLayers ? PictureWords.Hint(media.Layers, reduction) : string.Empty);
            if (peer is not null && !media.IsScreen)
            {
                peer.QualityWord = QualityWords.Word(quality, reduction);
            }
        }

        onChanged();
    }

    public void Clear()
    {
        foreach (Participant other in _others.Values)
        {
            Remove(other);
        }

        _others.Clear();
        onChanged();
    }

    private TileView RequireScreen(Participant peer)
    {
        if (peer.Screen is null)
        {
            peer.Screen = stage.Add($"screen {peer.Id}", TileKind.Screen, Language.Text("tile.screenOf", peer.Name));
            onTile(peer, peer.Screen);
        }

        return peer.Screen;
    }

    private void RemoveScreen(Participant peer)
    {
        if (peer.Screen is { } screen)
        {
            peer.Screen = null;
            stage.Remove(screen);
        }
    }

    private void Remove(Participant other)
    {
        RemoveScreen(other);
        stage.Remove(other.Tile);
    }
}
