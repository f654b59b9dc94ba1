using System.Globalization;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Joining;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Rooms.Page.Views;

/// <summary>The room as the user sees it: the tiles, the buttons, and the panels beside them.</summary>
internal sealed class RoomScreen : IRoomListener
{
    private static readonly TimeSpan StatsInterval = TimeSpan.FromSeconds(2);

    private readonly Element _grid = Document.ById("tiles");
    private readonly Element _count = Document.ById("room-peers");
    private readonly StatsView _stats = new();
    private readonly DownlinkView _downlink = new();
    private readonly LocalMedia _media;
    private readonly NoticeView _notice;
    private readonly StateView _state;
    private readonly OwnView _own;
    private readonly OthersView _others;
    private readonly ChatView _chat;
    private RoomSession? _session;
    private (double Width, double Height) _size;

    public RoomScreen(LocalMedia media, NoticeView notice)
    {
        _media = media;
        _notice = notice;
        _state = new StateView(notice);
        _others = new OthersView(_grid, notice, Arrange);
        _chat = new ChatView(Write);
        var toolbar = new ToolbarView(
            new Dictionary<string, Action>(StringComparer.Ordinal)
            {
                ["toggle-mic"] = () => Switch(static own => own.SwitchMicrophoneAsync()),
                ["toggle-camera"] = () => Switch(static own => own.SwitchCameraAsync()),
                ["toggle-screen"] = () => Switch(static own => own.SwitchScreenAsync()),
                ["toggle-chat"] = () => OpenPanel(isChat: !_chat.IsOpen, isStats: false),
                ["toggle-stats"] = () => OpenPanel(isChat: false, isStats: !_stats.IsOpen),
                ["chat-close"] = () => ClosePanel(),
                ["stats-close"] = () => ClosePanel(),
                ["leave"] = () => _session?.Leave(),
                ["copy-link"] = () => _ = CopyLinkAsync(),
            },
            () => _session is not null,
            ClosePanel);
        _own = new OwnView(_grid, media, notice, toolbar, Arrange);
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
        var session = new RoomSession(wish, peerId, _media, this);
        _session = session;
        _own.Open(session, peerId, $"{wish.Name} (you)");
        Arrange();
        _ = ReadStatsAsync(session);
        await session.RunAsync();
        _session = null;
        CloseRoom();
        if (session.Removal is { } removal)
        {
            _notice.Keep(removal, isProblem: true);
        }
    }

    public void HandleState(RoomState state)
    {
        _state.HandleState(state);
        if (state != RoomState.Connecting)
        {
            // The server presents all of them to a connection that is new.
            _others.Clear();
        }
    }

    public void HandleSilence(bool isSilent) => _state.HandleSilence(isSilent);

    public void HandlePeer(string peerId, string name, bool isNew) => _others.HandlePeer(peerId, name, isNew);

    public void HandlePeerGone(string peerId) => _others.HandlePeerGone(peerId);

    public void HandleMedia(RemoteMedia media) => _others.HandleMedia(media);

    public void HandleMediaGone(RemoteMedia media) => _others.HandleMediaGone(media);

    public void HandleSpeaker(string? peerId)
    {
        foreach (Participant participant in _others.All.Append(_own.User).OfType<Participant>())
        {
            participant.Tile.IsSpeaking = string.Equals(participant.Id, peerId, StringComparison.Ordinal);
        }
    }

    public void HandleChat(string peerId, string text) => _chat.Add(_others.NameOf(peerId), text);

    public void HandleChatDelivered(OutgoingChat message) => _chat.HandleDelivered(message);

    public void HandleMuted(string kind, bool isMuted) => _notice.Keep(HostWords.Muted(kind, isMuted), isProblem: isMuted);

    public void HandleUnmuteRequest(string kind) => _notice.Keep(HostWords.UnmuteRequest(kind));

    public void HandleProblem(string text) => _notice.Keep(text, isProblem: true);

    private void Switch(Func<OwnView, Task> device) => _ = device(_own);

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
                List<StatsEntry> entries = await reader.ReadAsync(session, _others.NameOf);
                if (ReferenceEquals(session, _session))
                {
                    _stats.Show(entries);
                    _downlink.Show(session.Connection.Downlink, session.Received.IsReducedByConnection);
                    _others.ShowLayers(session.Received.All, session.Connection.Downlink);
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
        int tiles = _others.TileCount + _own.TileCount;
        _grid.SetStyle("--tile", string.Create(CultureInfo.InvariantCulture, $"{Grid.TileWidth(tiles, _size.Width, _size.Height)}px"));
        int people = _others.All.Count + 1;
        _count.Text = people == 1 ? "Nobody else is here" : string.Create(CultureInfo.InvariantCulture, $"{people} people");
        _session?.Received.PreferLayers(isScreen => Grid.Layer(tiles, isScreen));
    }

    private void CloseRoom()
    {
        _own.Close();
        _others.Clear();
        _state.Clear();
        _notice.Clear();
        _stats.Show([]);
        _downlink.Show(downlink: null, isReduced: false);
        _chat.GiveUp();
        OpenPanel(isChat: false, isStats: false);
    }
}
