using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Joining;
using Tureen.Rooms.Page.Views;

var media = new LocalMedia();
var notice = new NoticeView();
var join = new JoinView(media);
var room = new RoomScreen(media, notice);

// Read once: the address that users copy for others has none.
string token = RoomLink.TokenOf(Document.Address);
while (true)
{
    JoinWish wish = await join.AskAsync();
    await room.StayAsync(wish with { Token = token });
    media.CloseAll();
}
