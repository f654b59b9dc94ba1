using System.Globalization;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>How the room server's page shows people, and what hosts and others do on it, in Chromium.</summary>
public sealed class RoomPageViewsTests
{
    private const string VisibleNames = "[...document.querySelectorAll('.tile:not([hidden]):not([data-own]) .name')].map((one) => one.textContent).join()";
    private const string Large = "document.querySelector('.tile[data-role=large] .name')?.textContent";

    [Fact]
    public async Task A_host_locks_mutes_shows_and_removes_people_and_admits_them_from_the_lobby()
    {
        await using Call call = await Call.StartAsync(options: _ => ["--token-key", Call.TokenKey]);
        RoomPage host = await call.VisitAsync(isHost: true);
        await host.JoinAsync("Hanna");
        RoomPage bob = await call.VisitAsync();
        await bob.JoinAsync("Bob");
        await host.WaitForPictureOfAsync("Bob");
        await host.WaitForAsync("document.querySelector('.tile[data-mic=on]:not([data-own])')");

        // 1. Only the host has the buttons.
        await host.ClickAsync("toggle-people");
        await host.WaitForAsync(RowButton("Bob", "mute"));
        await bob.ClickAsync("toggle-people");
        await bob.WaitForAsync("document.querySelectorAll('#people-list .person').length === 2");
        Assert.Equal("0", await bob.TextAsync("document.querySelectorAll('#people-list button:not([hidden])').length"));
        Assert.Equal("true", await bob.TextAsync("document.getElementById('people-host').hidden"));

        // 2. A mute, the request to unmute, and the way back.
        await host.EvaluateAsync($"{RowButton("Bob", "mute")}.click()");
        await bob.WaitForAsync("document.getElementById('notice').textContent.startsWith('A host muted your microphone')");
        await host.WaitForAsync(RowButton("Bob", "ask"));
        await host.EvaluateAsync($"{RowButton("Bob", "ask")}.click()");
        await bob.WaitForAsync("document.getElementById('notice').textContent === 'A host asks you to turn on your microphone.'");

        // 3. Everybody sees Bob large, also those who come later.
        await host.EvaluateAsync($"{RowButton("Bob", "spotlight")}.click()");
        await host.WaitForAsync($"{Large} === 'Bob'");

        // 4. The next one waits in the lobby; the host lets that one in.
        await host.ClickAsync("people-lobby");
        await bob.WaitForAsync("document.getElementById('people-lobby').checked");
        RoomPage gus = await call.VisitAsync();
        Task joining = gus.JoinAsync("Gus");
        await host.WaitForAsync("document.querySelector('#lobby-list .name')?.textContent === 'Gus'");
        Assert.Equal("Admit Gus", await host.TextAsync("document.querySelector('#lobby-list .admit').getAttribute('aria-label')"));
        await host.EvaluateAsync("document.querySelector('#lobby-list .admit').click()");
        await joining;
        await gus.WaitForAsync($"{Large} === 'Bob'");
        await host.WaitForAsync("document.getElementById('lobby').hidden");

        // 5. Locked is seen; removing needs a second press.
        await host.ClickAsync("people-lock");
        await bob.WaitForAsync("!document.getElementById('room-locked').hasAttribute('hidden')");
        await host.EvaluateAsync($"{RowButton("Bob", "remove")}.click()");
        await host.WaitForAsync($"{RowButton("Bob", "remove")}.getAttribute('aria-label').startsWith('Really remove Bob')");
        await host.EvaluateAsync($"{RowButton("Bob", "remove")}.click()");
        await bob.WaitForAsync("document.body.dataset.view === 'left' && document.getElementById('left-title').textContent.includes('a host removed you')");
        await host.WaitForAsync("document.querySelectorAll('.tile').length === 2");
    }

    [Fact]
    public async Task Hands_reactions_names_links_and_the_way_back_into_the_call()
    {
        await using Call call = await Call.StartAsync();
        RoomPage ann = await call.VisitAsync();
        await ann.JoinAsync("Ann");
        await ann.WaitForAsync("!document.getElementById('alone').hidden");
        RoomPage bob = await call.VisitAsync();
        await bob.JoinAsync("Bob");
        await ann.WaitForPictureOfAsync("Bob");
        Assert.Equal("true", await ann.TextAsync("document.getElementById('alone').hidden"));

        // 1. Hands have an order, which those who come later see.
        await bob.ClickAsync("toggle-hand");
        await ann.WaitForAsync("document.querySelector('.tile:not([data-own]) .hand').textContent === '1'");
        await ann.ClickAsync("toggle-hand");
        await bob.WaitForAsync("document.querySelector('.tile:not([data-own]) .hand').textContent === '2'");
        RoomPage cid = await call.VisitAsync();
        await cid.JoinAsync("Cid");
        await cid.ClickAsync("toggle-people");
        await cid.WaitForAsync("[...document.querySelectorAll('#people-list .name')].map((one) => one.textContent).join() === 'Bob,Ann,Cid (you)'");
        await bob.ClickAsync("toggle-hand");
        await cid.WaitForAsync("[...document.querySelectorAll('#people-list .name')].map((one) => one.textContent).join() === 'Ann,Cid (you),Bob'");

        // 2. A reaction is seen, and said to screen readers.
        await ann.ClickAsync("toggle-reactions");
        await ann.EvaluateAsync("document.querySelectorAll('#reactions button')[1].click()");
        await cid.WaitForAsync("document.getElementById('announcer').textContent === 'Ann: Applause'");
        Assert.Equal("toggle-reactions", await ann.TextAsync("document.activeElement.id"));

        // 3. Another name is seen by all.
        await cid.EvaluateAsync("document.getElementById('people-name').value = 'Cid the Kid'; document.getElementById('people-rename').requestSubmit()");
        await ann.WaitForAsync("[...document.querySelectorAll('.tile .name')].some((one) => one.textContent === 'Cid the Kid')");
        await cid.WaitForAsync("document.querySelector('.tile[data-own] .name').textContent === 'Cid the Kid (you)'");

        // 4. Addresses in messages are links that learn nothing of this page; unread messages are counted.
        await bob.WaitForAsync("document.getElementById('room-state').dataset.state === 'connected'");
        await bob.WriteAsync("see https://example.org/x, and javascript:alert(1)");
        await ann.WaitForAsync("document.querySelector('#chat-log a')?.href === 'https://example.org/x'");
        Assert.Equal("noopener noreferrer nofollow _blank", await ann.TextAsync("document.querySelector('#chat-log a').rel + ' ' + document.querySelector('#chat-log a').target"));
        Assert.Equal("1", await ann.TextAsync("document.querySelectorAll('#chat-log a').length"));
        Assert.Equal("1 unread message", await ann.TextAsync("document.getElementById('chat-unread').textContent"));
        await ann.ClickAsync("toggle-chat");
        await ann.WaitForAsync("!document.getElementById('toggle-chat').dataset.unread");

        // 5. Who has left comes back by one press, with the devices as they were.
        await bob.ClickAsync("leave");
        await bob.WaitForAsync("document.body.dataset.view === 'left' && document.activeElement.id === 'left-again'");
        await ann.WaitForAsync("document.querySelectorAll('.tile').length === 2");
        await bob.ClickAsync("left-again");
        await ann.WaitForPictureOfAsync("Bob");
    }

    [Fact]
    public async Task Pages_pins_and_shared_screens_decide_what_is_sent()
    {
        // 1. Three others, two of whom are on the first page: the third picture is not sent.
        await using Call call = await Call.StartAsync();
        RoomPage ann = await call.VisitAsync();
        await ann.EvaluateAsync(
            "const size = document.getElementById('set-page'); size.add(new Option('2')); size.value = '2'; size.dispatchEvent(new Event('change'))");
        await ann.NoteConnectionsAsync();
        await ann.JoinAsync("Ann");
        RoomPage bob = await JoinSilentlyAsync(call, "Bob");
        await JoinSilentlyAsync(call, "Cid");
        await JoinSilentlyAsync(call, "Dora");
        await ann.WaitForAsync("document.getElementById('pager-page').textContent === '1 of 2'");
        await ann.WaitForAsync("document.querySelectorAll('.tile[data-mic=off]:not([data-own])').length === 3 && !document.querySelector('.tile[data-speaking]:not([data-own])')");
        await ann.WaitForAsync("await window.movingVideos() === 2");
        string[] first = (await ann.TextAsync(VisibleNames)).Split(',');
        Assert.Equal(2, first.Length);

        // 2. The other page.
        await ann.ClickAsync("pager-next");
        string last = new[] { "Bob", "Cid", "Dora" }.Except(first).Single();
        await ann.WaitForAsync($"{VisibleNames} === '{last}'");
        await ann.WaitForPictureOfAsync(last);
        await ann.WaitForAsync("await window.movingVideos() === 1");

        // 3. A pinned picture is large, and gets the size that it is shown at.
        await ann.EvaluateAsync("document.querySelector('.tile:not([hidden]):not([data-own]) .pin').click()");
        await ann.WaitForAsync($"{Large} === '{last}'");
        await ann.WaitForAsync("document.querySelector('.tile[data-role=large] video').videoWidth >= 640");
        await ann.EvaluateAsync("document.querySelector('.tile[data-role=large] .pin').click()");
        await ann.WaitForAsync("!document.querySelector('.tile[data-role=large]')");

        // 4. A screen that is shared is large for the others by itself.
        await bob.EvaluateAsync(
            """
            navigator.mediaDevices.getDisplayMedia = async () => {
              const canvas = document.createElement('canvas');
              canvas.width = 960;
              canvas.height = 600;
              const context = canvas.getContext('2d');
              setInterval(() => { context.fillStyle = `hsl(${Date.now() % 360} 50% 50%)`; context.fillRect(0, 0, 960, 600); }, 100);
              return canvas.captureStream(10);
            };
            document.getElementById('toggle-screen').click()
            """);
        await ann.WaitForAsync($"{Large} === 'Screen of Bob'");
        await ann.WaitForAsync("document.querySelector('.tile[data-role=large] video').videoWidth === 960");
        await bob.ClickAsync("toggle-screen");
        await ann.WaitForAsync("!document.querySelector('.tile[data-role=large]')");
    }

    [Fact]
    public async Task A_device_that_is_pulled_out_is_replaced_with_a_notice_and_space_lets_the_user_talk()
    {
        await using Call call = await Call.StartAsync();
        RoomPage ann = await call.VisitAsync();
        await ann.NoteConnectionsAsync();
        await ann.NoteDevicesAsync();
        await ann.JoinAsync("Ann");
        RoomPage bob = await call.VisitAsync();
        await bob.JoinAsync("Bob");
        await bob.WaitForPictureOfAsync("Ann");

        // 1. The camera is gone: another one takes its place.
        await ann.EvaluateAsync("window.pullOut('video')");
        await ann.WaitForAsync("/^Your camera was disconnected. Now in use: /.test(document.getElementById('notice').textContent)");
        await ann.WaitForAsync("document.getElementById('toggle-camera').dataset.on === 'yes'");
        await bob.WaitForPictureOfAsync("Ann");

        // 2. There is no other microphone: it is off, and says so.
        await ann.EvaluateAsync("window.pullOut('audio', true)");
        await ann.WaitForAsync("document.getElementById('notice').textContent === 'Your microphone was disconnected.'");
        await bob.WaitForAsync("document.querySelector('.tile[data-mic=off]:not([data-own])')");
        await ann.EvaluateAsync("window.plugIn()");
        await ann.ClickAsync("toggle-mic");
        await bob.WaitForAsync("document.querySelector('.tile[data-mic=on]:not([data-own])')");

        // 3. Who speaks while muted gets a hint.
        await ann.ClickAsync("toggle-mic");
        await ann.WaitForAsync("document.getElementById('notice').textContent === 'You are muted: nobody hears what you say.'");

        // 4. The space bar.
        await ann.ClickAsync("toggle-settings");
        await ann.ClickAsync("set-talk");
        await ann.ClickAsync("settings-close");
        await ann.EvaluateAsync("document.activeElement.blur(); document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true }))");
        await bob.WaitForAsync("document.querySelector('.tile[data-mic=on]:not([data-own])')");
        await ann.EvaluateAsync("document.body.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', bubbles: true, cancelable: true }))");
        await bob.WaitForAsync("document.querySelector('.tile[data-mic=off]:not([data-own])')");
    }

    [Fact]
    public async Task Languages_shortcuts_and_the_side_of_the_line_change_in_the_call()
    {
        await using Call call = await Call.StartAsync();
        RoomPage ann = await call.VisitAsync();
        await ann.JoinAsync("Ann");

        foreach ((string code, string direction, string leave) in new[] { ("de", "ltr", "Verlassen"), ("ja", "ltr", "退出"), ("ar", "rtl", "مغادرة"), ("en", "ltr", "Leave") })
        {
            await ann.EvaluateAsync($"document.getElementById('set-language').value = '{code}'; document.getElementById('set-language').dispatchEvent(new Event('change'))");
            await ann.WaitForAsync($"document.documentElement.lang === '{code}' && document.documentElement.dir === '{direction}'");
            Assert.Equal(leave, await ann.TextAsync("document.getElementById('leave').getAttribute('aria-label')"));
            Assert.Equal("true", await ann.TextAsync("document.documentElement.scrollWidth <= innerWidth"));
        }

        // Shortcuts can be switched off, and their names go with them.
        await ann.EvaluateAsync(
            "window.press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))");
        Assert.Equal("Chat (T)", await ann.TextAsync("document.getElementById('toggle-chat').title"));
        await ann.ClickAsync("set-keys");
        await ann.WaitForAsync("document.getElementById('toggle-chat').title === 'Chat'");
        await ann.EvaluateAsync("window.press('t')");
        Assert.Equal("true", await ann.TextAsync("document.getElementById('chat').hidden"));
        await ann.ClickAsync("set-keys");
        await ann.EvaluateAsync("window.press('t')");
        await ann.WaitForAsync("!document.getElementById('chat').hidden");
    }

    [Fact]
    public async Task No_view_breaks_a_rule_of_accessibility()
    {
        await using Call call = await Call.StartAsync(options: _ => ["--token-key", Call.TokenKey]);
        RoomPage ann = await call.VisitAsync(isHost: true);
        await ann.LoadAxeAsync();
        await ann.CheckRulesAsync("join");
        await ann.JoinAsync("Ann");
        await ann.CheckRulesAsync("alone");
        RoomPage bob = await call.VisitAsync();
        await bob.JoinAsync("Bob");
        await ann.WaitForPictureOfAsync("Bob");
        await bob.ClickAsync("toggle-hand");
        await bob.WriteAsync("see https://example.org/");
        await ann.WaitForAsync("document.querySelector('#chat-log a') && document.querySelector('.hand:not([hidden])')");
        foreach (string panel in new[] { "people", "chat", "stats", "settings" })
        {
            await ann.ClickAsync($"toggle-{panel}");
            await ann.WaitForAsync(string.Create(CultureInfo.InvariantCulture, $"!document.getElementById('{panel}').hidden"));
            await ann.CheckRulesAsync(panel);
        }

        await ann.ClickAsync("settings-close");
        await ann.ClickAsync("toggle-reactions");
        await ann.CheckRulesAsync("reactions");
        await ann.ClickAsync("leave");
        await ann.WaitForAsync("document.body.dataset.view === 'left'");
        await ann.CheckRulesAsync("left");
    }

    /// <summary>Who does not speak does not come to the first page.</summary>
    private static async Task<RoomPage> JoinSilentlyAsync(Call call, string name)
    {
        RoomPage page = await call.VisitAsync();
        await page.JoinAsync(name);
        await page.ClickAsync("toggle-mic");
        return page;
    }

    private static string RowButton(string name, string action) =>
        $"[...document.querySelectorAll('#people-list .person')].find((one) => one.querySelector('.name').textContent === '{name}')?.querySelector('.{action}:not([hidden])')";
}
