using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Joining;
using Tureen.Rooms.Page.Layouts;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The room as the user sees it: the tiles, the buttons, and the panels beside them.</summary>
internal sealed class RoomScreen : IRoomListener
{
    private static readonly TimeSpan StatsInterval = TimeSpan.FromSeconds(2);

    private readonly Announcer _announcer = new();
    private readonly Preferences _preferences = new();
    private readonly LocalMedia _media;
    private readonly NoticeView _notice;
    private readonly RoomHeader _header;
    private readonly StateView _state;
    private readonly StageView _stage;
    private readonly ReactionsView _reactions;
    private readonly ToolbarView _toolbar;
    private readonly OwnView _own;
    private readonly OthersView _others;
    private readonly RoomSide _side;
    private RoomSession? _session;
    private string _room = string.Empty;

    public RoomScreen(LocalMedia media, NoticeView notice)
    {
        _media = media;
        _notice = notice;
        _header = new RoomHeader(notice);
        _state = new StateView(notice);
        _stage = new StageView(Want);
        _reactions = new ReactionsView(reaction => _ = _session?.Requests.ReactAsync(reaction));
        _others = new OthersView(_stage, notice, HandleTile, Refresh);
        _toolbar = new ToolbarView(_preferences, Actions(), () => _session is not null, () => _reactions.Close() || _side!.Panels.Close());
        _own = new OwnView(_stage, media, notice, _toolbar);
        _own.Changed += Refresh;
        _side = new RoomSide(notice, _stage, new SettingsView(_preferences, media, _own.ReopenAsync, ApplyPreferences), () => _session);
        ApplyPreferences();
        Language.Changed += Translate;
        Document.OnHold(" ", Talk);
        Document.OnLeave(() => _session?.Leave());
    }

    /// <summary>Shows the room until the user leaves it.</summary>
    /// <returns>Why the server ended the stay; null when the user left.</returns>
    public async Task<string?> StayAsync(JoinWish wish)
    {
        if (_room != wish.Room)
        {
            _side.Chat.Clear();
            _room = wish.Room;
        }

        RoomHeader.Open(wish.Room, isEncrypted: wish.Key is not null);
        Document.Show("room");
        var session = new RoomSession(wish, RoomLink.NewId(), _media, this);
        _session = session;
        TileView tile = _own.Open(session);
        HandleTile(_own.User!, tile);
        _own.SetMuted(_preferences.PushesToTalk);
        Refresh();
        _ = ReadStatsAsync(session);
        _ = new MutedHint(_media, _own, _notice).RunAsync(() => ReferenceEquals(session, _session));
        await session.RunAsync();
        _session = null;
        _own.Close();
        _others.Clear();
        _state.Clear();
        _notice.Clear();
        _header.ShowDownlink(downlink: null, isReduced: false);
        _reactions.Close();
        _side.Close();
        return session.Removal;
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

    public void HandlePeer(string peerId, string name, bool isNew)
    {
        if (peerId == _own.User?.Id)
        {
            _own.Rename(name);
            Refresh();
        }
        else
        {
            _others.HandlePeer(peerId, name, isNew);
        }
    }

    public void HandlePeerGone(string peerId) => _others.HandlePeerGone(peerId);

    public void HandleMedia(RemoteMedia media)
    {
        _others.HandleMedia(media);
        _ = _side.Settings.Devices.ApplySpeakerAsync();
    }

    public void HandleMediaGone(RemoteMedia media) => _others.HandleMediaGone(media);

    public void HandleRoom() => Refresh();

    public void HandleReaction(string peerId, string reaction)
    {
        if (Find(peerId) is { } person && ReactionsView.Show(person, reaction) is { } text)
        {
            _announcer.Say(Language.Text("reaction.of", person.Name, text));
        }
    }

    public void HandleSpeaker(string? peerId)
    {
        foreach (Participant participant in People())
        {
            bool isSpeaking = string.Equals(participant.Id, peerId, StringComparison.Ordinal);
            if (isSpeaking != participant.Tile.States.IsSpeaking)
            {
                participant.Tile.States.SetSpeaking(isSpeaking);
            }
        }

        if (_others.Find(peerId) is { } speaker)
        {
            _announcer.SaySpeaker(speaker.Id, Language.Text("announce.speaking", speaker.Name));
            if (_stage.Wishes.Speaker != speaker.Tile.Key)
            {
                _stage.Wishes = _stage.Wishes with { Speaker = speaker.Tile.Key };
            }
        }
    }

    public void HandleChat(string peerId, string text) => _side.Chat.Add(_others.NameOf(peerId), text);

    public void HandleChatDelivered(OutgoingChat message) => _side.Chat.HandleDelivered(message);

    public void HandleMuted(string kind, bool isMuted) => _notice.Keep(HostWords.Muted(kind, isMuted), isProblem: isMuted);

    public void HandleUnmuteRequest(string kind) => _notice.Keep(HostWords.UnmuteRequest(kind));

    public void HandleProblem(string text) => _notice.Keep(text, isProblem: true);

    private Dictionary<string, Action> Actions() => new(StringComparer.Ordinal)
    {
        ["toggle-mic"] = () => _ = _own.SwitchMicrophoneAsync(),
        ["toggle-camera"] = () => _ = _own.SwitchCameraAsync(),
        ["toggle-screen"] = () => _ = _own.SwitchScreenAsync(),
        ["toggle-hand"] = () => _ = _session?.Requests.RaiseHandAsync(!_session.IsHandRaised),
        ["toggle-reactions"] = () => _reactions.Switch(),
        ["toggle-people"] = () => _side.Panels.Switch(_side.People),
        ["toggle-chat"] = () => _side.Panels.Switch(_side.Chat.Panel),
        ["toggle-stats"] = () => _side.Panels.Switch(_side.Stats.Panel),
        ["toggle-settings"] = () => _side.Panels.Switch(_side.Settings.Panel),
        ["toggle-layout"] = SwitchLayout,
        ["set-layout"] = SwitchLayout,
        ["set-stats"] = () => _side.Panels.Switch(_side.Stats.Panel),
        ["set-reactions"] = () =>
        {
            _side.Panels.Close();
            _reactions.Switch();
        },
        ["set-fullscreen"] = () => _ = TryAsync(Screen.SwitchFullscreenAsync),
        ["set-float"] = () => _ = TryAsync(FloatAsync),
        ["leave"] = () => _session?.Leave(),
    };

    private IReadOnlyList<Participant> People() => [.. new[] { _own.User }.OfType<Participant>(), .. _others.All];

    private Participant? Find(string peerId) => peerId == _own.User?.Id ? _own.User : _others.Find(peerId);

    /// <summary>Lets the buttons of a new tile work.</summary>
    private void HandleTile(Participant person, TileView tile) => tile.Buttons.Pressed += action =>
    {
        switch (action)
        {
            case TileAction.Pin:
                _stage.SwitchPin(tile);
                break;
            case TileAction.Move:
                _stage.MoveOwn();
                break;
            default:
                _side.Moderate(person, action);
                break;
        }
    };

    /// <summary>Shows what is known of the room and its people.</summary>
    private void Refresh()
    {
        if (_session is not { } session || _own.User is null)
        {
            return;
        }

        RoomFacts facts = session.Facts;
        IReadOnlyList<Participant> people = People();
        for (int index = 0; index < people.Count; index++)
        {
            int place = facts.Hands.ToList().IndexOf(people[index].Id);
            people[index].Tile.States.SetHand(place < 0 ? null : place + 1);
        }

        string? spotlight = facts.Spotlight is { } id ? Find(id)?.Tile.Key : null;
        if (_stage.Wishes.Spotlight != spotlight)
        {
            _stage.Wishes = _stage.Wishes with { Spotlight = spotlight };
        }

        _toolbar.ShowHand(session.IsHandRaised);
        _header.Show(people.Count, _state.IsConnected, facts.IsLocked);
        _side.ShowPeople(people, facts);
        ShowButtons(facts, people);
    }

    private void ShowButtons(RoomFacts facts, IReadOnlyList<Participant> people)
    {
        foreach (Participant person in people)
        {
            foreach (TileView tile in new[] { person.Tile, person.Screen }.OfType<TileView>())
            {
                tile.Buttons.Show(
                    ReferenceEquals(tile, person.Tile) ? person.Name : Language.Text("tile.screenOf", person.Name),
                    facts.IsHost,
                    isPinned: _stage.Wishes.Pinned == tile.Key,
                    isSpotlit: facts.Spotlight == person.Id,
                    canMute: person.Microphone is { IsPaused: false },
                    tile.Place?.Role ?? TileRole.Grid);
            }
        }
    }

    /// <summary>The tiles are at new places: what is seen is asked for.</summary>
    private void Want()
    {
        _session?.Received.Want(media => _others.WidthOf(media) * Screen.PixelRatio());
        if (_session is { } session)
        {
            ShowButtons(session.Facts, People());
        }
    }

    private void ApplyPreferences()
    {
        _toolbar.Refresh();
        _toolbar.ShowLayout(_preferences.Mode == StageMode.Speaker);
        _stage.Wishes = _stage.Wishes with { Mode = _preferences.Mode, PageSize = _preferences.PageSize };
        _own.SetMuted(_own.IsMuted || _preferences.PushesToTalk);
    }

    private void SwitchLayout()
    {
        _preferences.Mode = _preferences.Mode == StageMode.Speaker ? StageMode.Grid : StageMode.Speaker;
        ApplyPreferences();
    }

    /// <summary>Lets the others hear the user as long as the key is down.</summary>
    private bool Talk(bool isDown)
    {
        if (_session is null || !_preferences.PushesToTalk)
        {
            return false;
        }

        _own.SetMuted(!isDown);
        return true;
    }

    private Task FloatAsync() =>
        (_stage.Large ?? _others.All.FirstOrDefault(static other => other.Tile.States.HasPicture)?.Tile ?? _own.User?.Tile) is { } tile
            ? Screen.SwitchFloatAsync(tile.Video.Node)
            : Task.CompletedTask;

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error)
        {
            _notice.ShowBriefly(Language.Text("problem.browser", error.Message), isProblem: true);
        }
    }

    private void Translate()
    {
        _toolbar.Refresh();
        _reactions.Refresh();
        _side.Stats.Clear();
        if (_session is not null)
        {
            _state.Refresh();
            _own.Refresh();
            foreach (TileView tile in _stage.Tiles)
            {
                tile.States.Describe();
            }

            _stage.Arrange();
            Refresh();
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
                    _side.Stats.Show(entries);
                    _header.ShowDownlink(session.Connection.Downlink, session.Received.IsReducedByConnection);
                    _others.ShowQuality(session.Received.All, session.Connection.Downlink);
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
}
