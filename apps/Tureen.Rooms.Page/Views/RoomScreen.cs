using System.Globalization;
using Tureen.Ortc;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Joining;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Rooms.Page.Views;

/// <summary>The room as the user sees it.</summary>
internal sealed partial class RoomScreen : IRoomListener
{
    private static readonly TimeSpan StatsInterval = TimeSpan.FromSeconds(2);

    private readonly Element _grid = Document.ById("tiles");
    private readonly Element _state = Document.ById("room-state");
    private readonly Element _count = Document.ById("room-peers");
    private readonly Dictionary<string, Participant> _others = new(StringComparer.Ordinal);
    private readonly LocalMedia _media;
    private readonly NoticeView _notice;
    private readonly ToolbarView _toolbar;
    private readonly ChatView _chat;
    private readonly StatsView _stats = new();
    private RoomSession? _session;
    private Participant? _own;
    private (double Width, double Height) _size;
    private bool _wasLost;

    public RoomScreen(LocalMedia media, NoticeView notice)
    {
        _media = media;
        _notice = notice;
        _media.OnEnded += () => _ = ApplyMediaAsync();
        _chat = new ChatView(Write);
        _toolbar = new ToolbarView(
            new Dictionary<string, Action>(StringComparer.Ordinal)
            {
                ["toggle-mic"] = () => _ = SwitchMicrophoneAsync(),
                ["toggle-camera"] = () => _ = SwitchCameraAsync(),
                ["toggle-screen"] = () => _ = SwitchScreenAsync(),
                ["toggle-chat"] = () => OpenPanel(isChat: !_chat.IsOpen, isStats: false),
                ["toggle-stats"] = () => OpenPanel(isChat: false, isStats: !_stats.IsOpen),
                ["chat-close"] = () => ClosePanel(),
                ["stats-close"] = () => ClosePanel(),
                ["leave"] = () => _session?.Leave(),
                ["copy-link"] = () => _ = CopyLinkAsync(),
            },
            () => _session is not null,
            ClosePanel);
        _grid.OnSize((width, height) =>
        {
            _size = (width, height);
            Arrange();
        });
        Document.OnLeave(() => _session?.Leave());
    }

    /// <summary>Shows the room until the user leaves it.</summary>
    public async Task StayAsync(JoinWish wish)
    {
        string peerId = RoomLink.NewId();
        Document.SetTitle($"{wish.Room} · Tureen");
        Document.ById("room-name").Text = wish.Room;
        Document.Show("room");
        _own = new Participant(peerId, $"{wish.Name} (you)", new TileView(_grid, $"{wish.Name} (you)", isOwn: true, isScreen: false));
        var session = new RoomSession(wish, peerId, _media, this);
        _session = session;
        ShowOwn();
        Arrange();
        _ = ReadStatsAsync(session);
        await session.RunAsync();
        _session = null;
        CloseRoom();
    }

    public void HandleState(RoomState state)
    {
        _state.SetAttribute("data-state", state switch
        {
            RoomState.Connected => "connected",
            RoomState.Reconnecting => "reconnecting",
            _ => "connecting",
        });
        _state.Text = state switch
        {
            RoomState.Connected => "Connected",
            RoomState.Reconnecting => "Reconnecting …",
            _ => "Connecting …",
        };
        if (state == RoomState.Connected)
        {
            RemoveOthers();
            if (_wasLost)
            {
                _notice.ShowBriefly("Connected again.");
            }

            _wasLost = false;
        }
        else if (state == RoomState.Reconnecting && !_wasLost)
        {
            _wasLost = true;
            RemoveOthers();
            _notice.Keep("The connection was lost. Trying to get back …", isProblem: true);
        }
    }

    public void HandleSilence(bool isSilent)
    {
        _state.SetAttribute("data-state", isSilent ? "reconnecting" : "connected");
        _state.Text = isSilent ? "Connection lost …" : "Connected";
        if (isSilent)
        {
            _notice.Keep("The connection is lost: the server does not answer. Waiting for it …", isProblem: true);
        }
        else
        {
            _notice.ShowBriefly("Connected again.");
        }
    }

    public void HandlePeer(string peerId, string name, bool isNew)
    {
        if (_others.TryGetValue(peerId, out Participant? known))
        {
            known.Name = name;
            known.Tile.Name = name;
            return;
        }

        _others[peerId] = new Participant(peerId, name, new TileView(_grid, name, isOwn: false, isScreen: false)) { Tile = { HasSound = false } };
        Arrange();
        if (isNew)
        {
            _notice.ShowBriefly($"{name} joined.");
        }
    }

    public void HandlePeerGone(string peerId)
    {
        if (_others.Remove(peerId, out Participant? gone))
        {
            gone.Tile.Remove();
            gone.Screen?.Remove();
            Arrange();
            _notice.ShowBriefly($"{gone.Name} left.");
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
                peer.Screen = new TileView(_grid, $"{peer.Name}'s screen", isOwn: false, isScreen: true);
                Arrange();
            }

            tile = peer.Screen;
        }

        tile.Play(media.Consumer);
        Arrange();
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
            Arrange();
        }
        else
        {
            peer.Tile.HasPicture = false;
            peer.Tile.Quality = default;
        }
    }

    public void HandleSpeaker(string? peerId)
    {
        foreach (Participant participant in _others.Values.Append(_own).OfType<Participant>())
        {
            participant.Tile.IsSpeaking = string.Equals(participant.Id, peerId, StringComparison.Ordinal);
        }
    }

    public void HandleChat(string peerId, string text) => _chat.Add(NameOf(peerId), text);

    public void HandleChatDelivered(OutgoingChat message) => _chat.HandleDelivered(message);

    public void HandleProblem(string text) => _notice.Keep(text, isProblem: true);

    private string NameOf(string peerId) => _others.GetValueOrDefault(peerId)?.Name ?? (peerId.Length == 0 ? "Bot" : "Somebody");

    private void Write(string text)
    {
        if (_session?.Write(text) is not { } message)
        {
            _notice.ShowBriefly("The message was not sent: too many wait for the connection already.", isProblem: true);
            return;
        }

        _chat.Add(message);
    }

    /// <summary>Closes the chat or the statistics; the focus goes back to the button that opened it.</summary>
    /// <returns>Whether one was open.</returns>
    private bool ClosePanel()
    {
        string? button = _chat.IsOpen ? "toggle-chat" : _stats.IsOpen ? "toggle-stats" : null;
        if (button is null)
        {
            return false;
        }

        OpenPanel(isChat: false, isStats: false);
        Document.ById(button).Focus();
        return true;
    }

    private void OpenPanel(bool isChat, bool isStats)
    {
        _chat.IsOpen = isChat;
        _stats.IsOpen = isStats;
        Arrange();
    }

    private async Task CopyLinkAsync()
    {
        try
        {
            await Document.CopyAsync(Document.Address);
            _notice.ShowBriefly("The link to this room is on the clipboard.");
        }
        catch (Exception)
        {
            _notice.ShowBriefly($"The link to this room: {Document.Address}");
        }
    }

    private async Task ReadStatsAsync(RoomSession session)
    {
        var reader = new StatsReader();
        while (ReferenceEquals(session, _session))
        {
            try
            {
                List<StatsEntry> entries = await reader.ReadAsync(session, NameOf);
                if (ReferenceEquals(session, _session))
                {
                    _stats.Show(entries);
                }
            }
            catch (Exception error)
            {
                // A transport that was closed meanwhile has none.
                Console.Error.WriteLine($"No statistics: {error.Message}");
            }

            await Task.Delay(StatsInterval);
        }
    }

    private void Arrange()
    {
        int tiles = _others.Count + _others.Values.Count(other => other.Screen is not null) + (_ownScreen is null ? 1 : 2);
        _grid.SetStyle("--tile", string.Create(CultureInfo.InvariantCulture, $"{Grid.TileWidth(tiles, _size.Width, _size.Height)}px"));
        int people = _others.Count + 1;
        _count.Text = people == 1 ? "Nobody else is here" : string.Create(CultureInfo.InvariantCulture, $"{people} people");
        _session?.PreferLayers(isScreen => Grid.Layer(tiles, isScreen));
    }

    private void RemoveOthers()
    {
        foreach (Participant other in _others.Values)
        {
            other.Tile.Remove();
            other.Screen?.Remove();
        }

        _others.Clear();
        Arrange();
    }

    private void CloseRoom()
    {
        RemoveOthers();
        _own?.Tile.Remove();
        _own = null;
        _ownScreen?.Remove();
        _ownScreen = null;
        _wasLost = false;
        _notice.Clear();
        _stats.Show([]);
        _chat.GiveUp();
        OpenPanel(isChat: false, isStats: false);
    }
}
