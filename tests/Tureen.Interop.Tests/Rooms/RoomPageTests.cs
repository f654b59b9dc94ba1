using System.Globalization;
using System.Net;
using Tureen.Interop.Tests.Downlinks.Relays;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>The room server's page in real browsers.</summary>
public sealed class RoomPageTests
{
    /// <summary>Milliseconds by which timers of a browser on a busy machine may be late.</summary>
    private const double TimerSlack = 1_000;

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
        await second.WaitForAsync("document.body.dataset.view === 'left'");
        await second.ClickAsync("left-start");
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

    [Fact]
    public async Task A_silent_server_is_shown_within_3_seconds_and_messages_wait_for_it()
    {
        await using Call call = await Call.StartAsync();
        RoomPage ann = await call.VisitAsync();
        await ann.JoinAsync("Ann");
        RoomPage bob = await call.VisitAsync();
        await bob.JoinAsync("Bob");
        await MeetInChatAsync(ann, bob);

        // 1. The server stands still; its sockets stay open.
        await ann.EvaluateAsync(
            "window.lostAfter = null; window.frozenAt = performance.now(); new MutationObserver(() => { window.lostAfter ??= performance.now() - window.frozenAt; })"
            + ".observe(document.getElementById('room-state'), { attributes: true })");
        await call.Server.FreezeAsync();
        try
        {
            await ann.WaitForAsync("document.getElementById('room-state').dataset.state === 'reconnecting'");
            Assert.InRange(double.Parse(await ann.TextAsync("window.lostAfter"), CultureInfo.InvariantCulture), 0, 3_000 + TimerSlack);

            // 2. What is written now is no message that was sent.
            await ann.WriteAsync("second");
            await ann.WaitForAsync("document.querySelector('#chat-log li:last-child[data-state=waiting] .state').textContent === 'not sent yet'");
        }
        finally
        {
            await call.Server.ThawAsync();
        }

        // 3. The server answers again: the same session goes on, and the message arrives once.
        await ann.WaitForAsync("document.getElementById('room-state').dataset.state === 'connected'");
        await ann.WaitForAsync(HasSent("second"));
        await bob.WaitForAsync(HasRead("second", 1));

        // 4. When it takes too long, the page looks for a new connection and sends then.
        await call.Server.FreezeAsync();
        try
        {
            await ann.WriteAsync("third");
            await ann.WaitForAsync("document.getElementById('room-state').textContent.startsWith('Reconnecting')");
        }
        finally
        {
            await call.Server.ThawAsync();
        }

        await ann.WaitForAsync("document.getElementById('room-state').dataset.state === 'connected'");
        await ann.WaitForAsync(HasSent("third"));
    }

    [Fact]
    public async Task A_thin_connection_is_described_in_words()
    {
        // 1. Bob receives through a relay.
        await using Call call = await Call.StartAsync();
        RoomPage ann = await call.VisitAsync();
        await ann.NoteMediaPortAsync();
        await ann.JoinAsync("Ann");
        using UdpRelay relay = await UdpRelay.StartAsync(new IPEndPoint(IPAddress.Loopback, await ann.FindMediaPortAsync()));
        RoomPage bob = await call.VisitAsync();
        await bob.ReceiveFromAsync(relay.Port);
        await bob.JoinAsync("Bob");
        await bob.WaitForPictureOfAsync("Ann");
        await bob.WaitForAsync("[...document.querySelectorAll('.words')].some((one) => / is sent, as wanted\\.$/.test(one.textContent))");
        Assert.True(relay.Down.Packets > 0);
        Assert.Equal("0", await bob.TextAsync("document.querySelectorAll('.hint:not([hidden])').length"));

        // 2. It becomes too thin for the picture.
        relay.SetDown(new LinkConditions { Rate = 120_000 });
        await bob.WaitForAsync("document.getElementById('room-downlink').dataset.state === 'slow'");
        Assert.Matches("^Your connection carries about [0-9]+ kbit/s$", await bob.TextAsync("document.getElementById('room-downlink').textContent"));
        await bob.WaitForAsync("/your connection is (too )?slow$/.test(document.querySelector('.hint:not([hidden])')?.textContent)");
        await bob.WaitForAsync(
            "[...document.querySelectorAll('.words')].some((one) => / is wanted: .*your connection is (too )?slow/.test(one.textContent))");

        // 3. It is fast again.
        relay.SetDown(new LinkConditions());
        await bob.WaitForAsync("!document.querySelector('.hint:not([hidden])')");
        await bob.WaitForAsync("document.getElementById('room-downlink').textContent.startsWith('Your connection carries at least ')");
    }

    [Fact]
    public async Task Keys_open_and_close_panels_and_a_blank_name_is_refused_with_a_reason()
    {
        await using Call call = await Call.StartAsync();
        RoomPage page = await call.VisitAsync();
        await page.EvaluateAsync("document.getElementById('join-name').value = '   '; document.getElementById('join-form').requestSubmit()");
        await page.WaitForAsync("!document.getElementById('join-problem').hidden && document.getElementById('join-problem').textContent.includes('name')");
        await page.JoinAsync("Ann");

        await page.EvaluateAsync(
            "window.press = (target, key) => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))");
        Assert.Equal("false", await page.TextAsync("window.press(document.body, 't')"));
        await page.WaitForAsync("!document.getElementById('chat').hidden && document.activeElement.id === 'chat-text'");
        Assert.Equal("true", await page.TextAsync("window.press(document.activeElement, 't')"));
        await page.EvaluateAsync("window.press(document.activeElement, 'Escape')");
        await page.WaitForAsync("document.getElementById('chat').hidden && document.activeElement.id === 'toggle-chat'");
        await page.EvaluateAsync("window.press(document.body, 'i')");
        await page.WaitForAsync("!document.getElementById('stats').hidden");
        await page.ClickAsync("stats-close");
        await page.WaitForAsync("document.getElementById('stats').hidden && document.activeElement.id === 'toggle-stats'");
        Assert.Equal("true", await page.TextAsync("window.press(document.body, 'Escape')"));
    }

    /// <summary>Writes until the other one reads: messages are for those whose channel is open by then.</summary>
    private static async Task MeetInChatAsync(RoomPage writer, RoomPage reader)
    {
        for (int attempt = 0; attempt < 40; attempt++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"hello {attempt}");
            await writer.WriteAsync(text);
            await writer.WaitForAsync(HasSent(text));
            if (await reader.TextAsync("document.querySelectorAll('#chat-log li').length > 0") == "true")
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        Assert.Fail("Nothing that was written was read.");
    }

    /// <summary>The message is shown, and none as one that is not sent yet.</summary>
    private static string HasSent(string text) =>
        $"[...document.querySelectorAll('#chat-log .text')].some((shown) => shown.textContent === '{text}') && !document.querySelector('#chat-log li[data-state]')";

    private static string HasRead(string text, int times) => string.Create(
        CultureInfo.InvariantCulture,
        $"[...document.querySelectorAll('#chat-log .text')].filter((shown) => shown.textContent === '{text}').length === {times}");
}
