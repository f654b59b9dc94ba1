using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Joining;
using Tureen.Rooms.Page.Views;

await PageLanguage.StartAsync();
LanguageChoice.Start();
var media = new LocalMedia();
var notice = new NoticeView();
var join = new JoinView(media);
var room = new RoomScreen(media, notice);
var left = new LeftView();

// Read once: the address that users copy for others has none.
string token = RoomLink.TokenOf(Document.Address);
while (true)
{
    JoinWish wish = await join.AskAsync() with { Token = token };
    bool isIn = true;
    while (isIn)
    {
        string? removal = await room.StayAsync(wish);
        (bool hadMicrophone, bool hadCamera) = (media.Microphone is not null, media.Camera is not null);
        media.CloseAll();
        isIn = await left.AskAsync(removal);
        if (isIn && (hadMicrophone || hadCamera))
        {
            await media.OpenAsync(hadMicrophone, hadCamera);
        }
    }
}
