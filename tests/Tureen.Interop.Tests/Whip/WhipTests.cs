using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Whip;

/// <summary>Browsers publish into a room by WHIP and play from it by WHEP, from a page of another site.</summary>
public sealed class WhipTests
{
    private const string PictureMoves = "window.picture.videoWidth > 0 && window.picture.currentTime > 0.5";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData("chromium", "firefox")]
    [InlineData("firefox", "chromium")]
    public async Task What_one_browser_publishes_another_plays_and_a_peer_sees(string publishing, string playing)
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: true);
        string room = $"http://{call.Server.Address}/rooms/{Call.RoomId}";
        WhipPage sender = await call.OpenWhipAsync(publishing);
        WhipPage viewer = await call.OpenWhipAsync(playing);

        // 1. Nothing to play yet.
        string refusal = await viewer.TextAsync($"await window.whip.play('{room}/whep').then(() => 'played', (error) => error.message)");
        Assert.StartsWith("404", refusal, StringComparison.Ordinal);

        // 2. One publishes, another plays sound and picture, and a peer of the room sees the publisher.
        await sender.RunAsync($"await window.whip.publish('{room}/whip?name=Studio&peerId=studio-1')");
        await viewer.RunAsync($"await window.whip.play('{room}/whep?source=studio-1')");
        await viewer.WaitForAsync(PictureMoves);
        await viewer.WaitForAsync("(await window.whip.received('audio')).packetsReceived > 20");
        BrowserPage peer = await call.JoinAsync("ann");
        await peer.WaitForAsync(
            "the peer gets what was published",
            static report => report.Consumers.Count(static one => one.PeerId == "studio-1" && one.PacketsReceived > 20) == 2,
            Limit);

        // 3. New credentials, and the picture goes on.
        Assert.Equal("200", await viewer.TextAsync("await window.whip.restart(window.player)"));
        await viewer.RunAsync("window.framesBefore = (await window.whip.received('video')).framesDecoded");
        await viewer.WaitForAsync("(await window.whip.received('video')).framesDecoded > window.framesBefore + 20");

        // 4. Who publishes ends it: the peer sees nobody, and the player's session is gone, too.
        Assert.Equal("200", await sender.TextAsync("(await window.whip.request(window.publisher, 'DELETE')).status"));
        await peer.WaitForAsync("the publisher is gone", static report => report.Consumers.Count == 0, Limit);
        await viewer.WaitForAsync("(await window.whip.request(window.player, 'DELETE')).status === 404");
    }

    [Fact]
    public async Task A_player_chooses_the_layer_of_what_was_published_in_several()
    {
        await using Call call = await Call.StartAsync();
        string room = $"http://{call.Server.Address}/rooms/{Call.RoomId}";
        WhipPage sender = await call.OpenWhipAsync();
        WhipPage viewer = await call.OpenWhipAsync();
        await sender.RunAsync($"await window.whip.publish('{room}/whip', {{ simulcast: true, codec: 'video/H264' }})");
        await viewer.RunAsync($"await window.whip.play('{room}/whep')");
        await viewer.WaitForAsync("(await window.whip.received('video')).frameHeight === 360");
        Assert.Equal("204", await viewer.TextAsync(
            "(await window.whip.request({ ...window.player, url: window.player.url + '/layers' }, 'POST',"
            + " { headers: { 'Content-Type': 'application/json' }, body: '{\"spatialLayer\":0}' })).status"));
        await viewer.WaitForAsync("(await window.whip.received('video')).frameHeight === 180");
    }
}
