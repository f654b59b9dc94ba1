using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>Who waits in the lobby, for hosts.</summary>
/// <param name="notice">Where comings are shown.</param>
/// <param name="session">The session; null outside of a room.</param>
internal sealed class LobbyView(NoticeView notice, Func<RoomSession?> session)
{
    private readonly Element _box = Document.ById("lobby");
    private readonly Element _list = Document.ById("lobby-list");
    private readonly Element _toggle = Document.ById("toggle-people");
    private HashSet<string> _known = new(StringComparer.Ordinal);

    public void Show(IReadOnlyList<Guest> guests)
    {
        HashSet<string> now = guests.Select(static guest => guest.PeerId).ToHashSet(StringComparer.Ordinal);
        if (now.SetEquals(_known))
        {
            return;
        }

        if (guests.FirstOrDefault(guest => !_known.Contains(guest.PeerId)) is { PeerId: not null } fresh)
        {
            notice.ShowBriefly(Language.Text("lobby.waits", fresh.Name));
        }

        _known = now;
        _box.IsHidden = guests.Count == 0;
        _toggle.SetAttribute("data-unread", guests.Count == 0 ? null : Language.Number(guests.Count, 0));
        _list.Clear();
        foreach (Guest guest in guests)
        {
            Element row = Document.Clone("guest-template");
            row.Find(".name").Text = guest.Name;
            Element admit = row.Find(".admit");
            admit.SetAttribute("aria-label", Language.Text("lobby.admitName", guest.Name));
            admit.OnClick(() => _ = session()?.Requests.AdmitAsync(guest.PeerId));
            Element refuse = row.Find(".refuse");
            refuse.SetAttribute("aria-label", Language.Text("lobby.refuseName", guest.Name));
            refuse.OnClick(() => _ = session()?.Requests.RefuseAsync(guest.PeerId));
            _list.Append(row);
        }
    }
}
