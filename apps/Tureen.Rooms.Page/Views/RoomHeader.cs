using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The line above the tiles: which room it is, who is there, and what the connection carries. Also the hint for those who are alone.</summary>
internal sealed class RoomHeader
{
    private readonly Element _count = Document.ById("room-peers");
    private readonly Element _locked = Document.ById("room-locked");
    private readonly Element _alone = Document.ById("alone");
    private readonly DownlinkView _downlink = new();
    private readonly NoticeView _notice;

    public RoomHeader(NoticeView notice)
    {
        _notice = notice;
        Document.ById("copy-link").OnClick(() => _ = CopyLinkAsync());
        Document.ById("alone-copy").OnClick(() => _ = CopyLinkAsync());
    }

    /// <summary>Names the room.</summary>
    /// <param name="room">Its name.</param>
    /// <param name="isEncrypted">Whether the server cannot see and hear the call.</param>
    public static void Open(string room, bool isEncrypted)
    {
        Document.ById("room-encrypted").IsHidden = !isEncrypted;
        Document.SetTitle($"{room} · Tureen");
        Element name = Document.ById("room-name");
        name.Text = room;
        name.SetAttribute("title", room);
    }

    /// <summary>Shows how many are there.</summary>
    /// <param name="people">The user included.</param>
    /// <param name="isConnected">Whether that is known.</param>
    /// <param name="isLocked">Whether nobody else gets in.</param>
    public void Show(int people, bool isConnected, bool isLocked)
    {
        _count.Text = people == 1 ? Language.Text("people.nobody") : Language.Count("people.count", people);
        _count.IsHidden = !isConnected;
        _alone.IsHidden = people > 1 || !isConnected;
        _locked.IsHidden = !isLocked;
    }

    public void ShowDownlink(Downlink? downlink, bool isReduced) => _downlink.Show(downlink, isReduced);

    private async Task CopyLinkAsync()
    {
        try
        {
            await Document.CopyAsync(Document.Address);
            _notice.ShowBriefly(Language.Text("notice.copied"));
        }
        catch (Exception)
        {
            _notice.ShowBriefly(Language.Text("notice.link", Document.Address));
        }
    }
}
