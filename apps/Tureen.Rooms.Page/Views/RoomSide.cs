using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The panels beside the tiles.</summary>
internal sealed class RoomSide
{
    private readonly NoticeView _notice;
    private readonly Func<RoomSession?> _session;
    private readonly LobbyView _lobby;
    private readonly PeopleView _people;
    private readonly StageView _stage;

    public RoomSide(NoticeView notice, StageView stage, SettingsView settings, Func<RoomSession?> session)
    {
        _notice = notice;
        _stage = stage;
        _session = session;
        Chat = new ChatView(Write);
        Settings = settings;
        _people = new PeopleView(Moderate, session);
        _lobby = new LobbyView(notice, session);
        Panels = new PanelSet(Chat.Panel, Stats.Panel, _people.Panel, settings.Panel);
    }

    public ChatView Chat { get; }

    public StatsView Stats { get; } = new();

    public SettingsView Settings { get; }

    public Panel People => _people.Panel;

    public PanelSet Panels { get; }

    /// <summary>Shows who is there and who waits.</summary>
    public void ShowPeople(IReadOnlyList<Participant> people, RoomFacts facts)
    {
        _people.Show(people, facts);
        _lobby.Show(facts.Guests);
    }

    /// <summary>Does what a host pressed on a tile.</summary>
    public void Moderate(Participant person, TileAction action) => Moderate(person, action == TileAction.Mute ? "mute" : "spotlight");

    /// <summary>The user has left the room.</summary>
    public void Close()
    {
        Stats.Clear();
        Chat.GiveUp();
        _lobby.Show([]);
        Panels.CloseAll();
        _stage.Arrange();
    }

    private void Moderate(Participant person, string action)
    {
        if (_session() is not { } session)
        {
            return;
        }

        RoomRequests requests = session.Requests;
        string track = person.Microphone?.Consumer.ProducerId ?? string.Empty;
        _ = action switch
        {
            "mute" => requests.MuteAsync(person.Id, track),
            "ask" => AskAsync(requests, person.Id, track),
            "lower" => requests.LowerHandAsync(person.Id),
            "spotlight" => requests.SetSpotlightAsync(session.Facts.Spotlight == person.Id ? null : person.Id),
            _ => requests.RemoveAsync(person.Id),
        };
    }

    /// <summary>A host's own mute ends, so that the participant can follow.</summary>
    private static async Task AskAsync(RoomRequests requests, string peerId, string track)
    {
        await requests.UnmuteAsync(peerId, track);
        await requests.AskToUnmuteAsync(peerId, track);
    }

    private void Write(string text)
    {
        if (_session()?.Write(text) is not { } message)
        {
            _notice.ShowBriefly(Language.Text("chat.tooMany"), isProblem: true);
            return;
        }

        Chat.Add(message);
    }
}
