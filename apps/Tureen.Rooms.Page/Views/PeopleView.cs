using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The list of people, with what hosts can do, and the lobby.</summary>
internal sealed class PeopleView
{
    private readonly Element _list = Document.ById("people-list");
    private readonly Element _hostBox = Document.ById("people-host");
    private readonly Element _lock = Document.ById("people-lock");
    private readonly Element _lobby = Document.ById("people-lobby");
    private readonly Element _name = Document.ById("people-name");
    private readonly Dictionary<string, PersonRow> _rows = new(StringComparer.Ordinal);
    private readonly Action<Participant, string> _onAction;
    private string[] _order = [];

    /// <param name="onAction">A host wants something of a participant.</param>
    /// <param name="session">The session; null outside of a room.</param>
    public PeopleView(Action<Participant, string> onAction, Func<RoomSession?> session)
    {
        _onAction = onAction;
        _lock.OnChange(() => _ = session()?.Requests.SetLockedAsync(_lock.IsChecked));
        _lobby.OnChange(() => _ = session()?.Requests.SetLobbyAsync(_lobby.IsChecked));
        Document.ById("people-rename").OnSubmit(() =>
        {
            if (_name.Value.Trim() is { Length: > 0 } name)
            {
                _ = session()?.RenameAsync(name);
            }
        });
        Panel.Opened += () => _name.Value = session()?.Name ?? string.Empty;
    }

    public Panel Panel { get; } = new("people");

    /// <summary>Shows who is there: raised hands first, in their order, then the others in that of their coming.</summary>
    /// <param name="people">All, the user first.</param>
    /// <param name="facts">What is known of the room.</param>
    public void Show(IReadOnlyList<Participant> people, RoomFacts facts)
    {
        _hostBox.IsHidden = !facts.IsHost;
        _lock.IsChecked = facts.IsLocked;
        _lobby.IsChecked = facts.HasLobby;
        Participant[] sorted = [.. people.OrderBy(person => facts.Hands.Contains(person.Id, StringComparer.Ordinal) ? IndexOf(facts.Hands, person.Id) : int.MaxValue)];
        foreach (string gone in _rows.Keys.Except(sorted.Select(static person => person.Id), StringComparer.Ordinal).ToList())
        {
            _rows.Remove(gone, out PersonRow? row);
            row!.Remove();
        }

        foreach (Participant person in sorted)
        {
            if (!_rows.TryGetValue(person.Id, out PersonRow? row))
            {
                row = new PersonRow(action => _onAction(person, action));
                _rows.Add(person.Id, row);
            }

            bool isOwn = ReferenceEquals(person, people[0]);
            row.Show(isOwn ? Language.Text("person.you", person.Name) : person.Name, StatesOf(person, facts), isOwn || !facts.IsHost ? [] : ActionsOf(person, facts));
        }

        string[] order = [.. sorted.Select(static person => person.Id)];
        if (!order.SequenceEqual(_order, StringComparer.Ordinal))
        {
            // Only then: a row that moves loses the focus.
            _order = order;
            foreach (string id in order)
            {
                _rows[id].AppendTo(_list);
            }
        }
    }

    private static List<string> StatesOf(Participant person, RoomFacts facts)
    {
        TileStates states = person.Tile.States;
        List<string> texts = [];
        if (IndexOf(facts.Hands, person.Id) is var place && place >= 0)
        {
            texts.Add(Language.Text("tile.hand", place + 1));
        }

        texts.Add(Language.Text(states.HasSound ? "tile.micOn" : "tile.micOff"));
        texts.Add(Language.Text(states.HasPicture ? "tile.cameraOn" : "tile.cameraOff"));
        if (person.Screen is not null)
        {
            texts.Add(Language.Text("people.shares"));
        }

        if (facts.Spotlight == person.Id)
        {
            texts.Add(Language.Text("people.spotlit"));
        }

        if (person.QualityWord.Length > 0)
        {
            texts.Add(Language.Text("people.quality", person.QualityWord));
        }

        return texts;
    }

    private static List<string> ActionsOf(Participant person, RoomFacts facts)
    {
        List<string> actions = [];
        if (person.Microphone is { } microphone)
        {
            actions.Add(microphone.IsPaused ? "ask" : "mute");
        }

        if (facts.Hands.Contains(person.Id, StringComparer.Ordinal))
        {
            actions.Add("lower");
        }

        actions.Add("spotlight");
        actions.Add("remove");
        return actions;
    }

    private static int IndexOf(IReadOnlyList<string> ids, string id)
    {
        for (int index = 0; index < ids.Count; index++)
        {
            if (ids[index] == id)
            {
                return index;
            }
        }

        return -1;
    }
}
