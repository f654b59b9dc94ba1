using Tureen.Ortc;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Rooms.Page.Views;

/// <summary>The other participants: who they are, and the tiles that show them.</summary>
/// <param name="grid">Where the tiles are.</param>
/// <param name="notice">Where comings and goings are shown.</param>
/// <param name="arrange">The number of tiles has changed.</param>
internal sealed class OthersView(Element grid, NoticeView notice, Action arrange)
{
    private readonly Dictionary<string, Participant> _others = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Participant> All => _others.Values;

    public int TileCount => _others.Count + _others.Values.Count(static other => other.Screen is not null);

    public string NameOf(string peerId) => _others.GetValueOrDefault(peerId)?.Name ?? (peerId.Length == 0 ? "Bot" : "Somebody");

    public void HandlePeer(string peerId, string name, bool isNew)
    {
        if (_others.TryGetValue(peerId, out Participant? known))
        {
            known.Name = name;
            known.Tile.Name = name;
            return;
        }

        _others[peerId] = new Participant(peerId, name, new TileView(grid, name, isOwn: false, isScreen: false)) { Tile = { HasSound = false } };
        arrange();
        if (isNew)
        {
            notice.ShowBriefly($"{name} joined.");
        }
    }

    public void HandlePeerGone(string peerId)
    {
        if (_others.Remove(peerId, out Participant? gone))
        {
            gone.Tile.Remove();
            gone.Screen?.Remove();
            arrange();
            notice.ShowBriefly($"{gone.Name} left.");
        }
    }

    public void HandleMedia(RemoteMedia media)
    {
        if (!_others.TryGetValue(media.PeerId, out Participant? peer))
        {
            return;
        }

        if (media.Consumer.Kind == MediaKind.Audio)
        {
            peer.Tile.Play(media.Consumer);
            peer.Tile.HasSound = !media.IsPaused;
            return;
        }

        TileView tile = peer.Tile;
        if (media.IsScreen)
        {
            if (peer.Screen is null)
            {
                peer.Screen = new TileView(grid, $"{peer.Name}'s screen", isOwn: false, isScreen: true);
                arrange();
            }

            tile = peer.Screen;
        }

        tile.Play(media.Consumer);
        arrange();
        tile.HasPicture = !media.IsPaused;
        tile.Quality = media.Quality;
    }

    public void HandleMediaGone(RemoteMedia media)
    {
        if (!_others.TryGetValue(media.PeerId, out Participant? peer))
        {
            return;
        }

        if (media.Consumer.Kind == MediaKind.Audio)
        {
            peer.Tile.HasSound = false;
        }
        else if (media.IsScreen)
        {
            peer.Screen?.Remove();
            peer.Screen = null;
            arrange();
        }
        else
        {
            peer.Tile.HasPicture = false;
            peer.Tile.Quality = default;
            peer.Tile.ShowLayers(string.Empty, string.Empty);
        }
    }

    /// <summary>Shows at each picture what of it arrives. To be called at regular times.</summary>
    public void ShowLayers(IEnumerable<RemoteMedia> all, Downlink? downlink)
    {
        foreach (RemoteMedia media in all.Where(static media => media.HasLayers))
        {
            Participant? peer = _others.GetValueOrDefault(media.PeerId);
            TileView? tile = media.IsScreen ? peer?.Screen : peer?.Tile;
            Reduction reduction = media.GetReduction(downlink);
            tile?.ShowLayers(PictureWords.Sentence(media.Layers, media.Sizes, reduction), PictureWords.Hint(media.Layers, reduction));
        }
    }

    public void Clear()
    {
        foreach (Participant other in _others.Values)
        {
            other.Tile.Remove();
            other.Screen?.Remove();
        }

        _others.Clear();
        arrange();
    }
}
