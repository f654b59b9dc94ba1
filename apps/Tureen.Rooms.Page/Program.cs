using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Joining;
using Tureen.Rooms.Page.Views;

var media = new LocalMedia();
var notice = new NoticeView();
var join = new JoinView(media);
var room = new RoomScreen(media, notice);
while (true)
{
    JoinWish wish = await join.AskAsync();
    await room.StayAsync(wish);
    media.CloseAll();
}
