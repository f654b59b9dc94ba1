namespace Tureen.Interop.Tests.Rooms;

/// <summary>The room server's page in real browsers.</summary>
public sealed class RoomPageTests
{
    private const string HostileName = "<img src=x onerror='window.harmed=1'>";
    private const string HostileText = "<script>window.harmed=2</script><b>bold</b> & \"quoted\"";

    [Fact]
    public async Task Two_people_see_and_hear_each_other_and_what_they_write_stays_text()
    {
        await using Call call = await Call.StartAsync();
        RoomPage first = await call.VisitAsync();
        await first.JoinAsync("Ann");
        RoomPage second = await call.VisitAsync();
        await second.JoinAsync(HostileName);

        // 1. Each sees the other, and who is there is counted.
        await first.WaitForPictureOfAsync(HostileName);
        await second.WaitForPictureOfAsync("Ann");
        Assert.Equal("2 people", await first.TextAsync("document.getElementById('room-peers').textContent"));

        // 2. What comes from others is text.
        await first.WaitForAsync("document.querySelector('.tile[data-mic=on]:not([data-own]) audio').srcObject");
        await second.WriteAsync(HostileText);
        await first.WaitForAsync("document.querySelectorAll('#chat-log li').length === 1");
        Assert.Equal(HostileText, await first.TextAsync("document.querySelector('#chat-log .text').textContent"));
        Assert.Equal(HostileName, await first.TextAsync("document.querySelector('#chat-log .name').textContent"));
        Assert.Equal("0", await first.TextAsync("document.querySelectorAll('#room img, #chat-log b, #chat-log script, #notice *').length"));
        Assert.Equal("undefined", await first.TextAsync("window.harmed"));

        // 3. Camera off and muted is seen; the numbers are there.
        await second.ClickAsync("toggle-camera");
        await second.ClickAsync("toggle-mic");
        await first.WaitForAsync("document.querySelector('.tile[data-camera=off][data-mic=off]:not([data-own])')");
        await first.WaitForAsync("document.querySelectorAll('#stats-list .stat dd').length > 8");
        await second.ClickAsync("toggle-camera");
        await first.WaitForPictureOfAsync(HostileName);

        // 4. Who leaves is gone, and may come back.
        await second.ClickAsync("leave");
        await first.WaitForAsync("document.querySelectorAll('.tile').length === 1");
        await second.WaitForAsync("document.body.dataset.view === 'join'");
    }

    [Fact]
    public async Task The_page_comes_back_by_itself_after_the_server_restarted()
    {
        await using Call call = await Call.StartAsync();
        RoomPage first = await call.VisitAsync();
        await first.JoinAsync("Ann");
        RoomPage second = await call.VisitAsync();
        await second.JoinAsync("Bob");
        await first.WaitForPictureOfAsync("Bob");

        await call.RestartServerAsync();

        await first.WaitForAsync("document.querySelectorAll('.tile').length === 2 && document.getElementById('room-state').dataset.state === 'connected'");
        await first.WaitForPictureOfAsync("Bob");
        await second.WaitForPictureOfAsync("Ann");
    }
}
