using System.Globalization;
using System.Text.Json;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>The room server's own page, used as a person uses it.</summary>
internal sealed class RoomPage : VisitedPage
{
    private RoomPage(BrowserDriver driver, string id)
        : base(driver, id)
    {
    }

    public static new async Task<RoomPage> OpenAsync(BrowserDriver driver, string browserId, string url)
    {
        var page = new RoomPage(driver, await VisitAsync(driver, browserId, url));
        await page.WaitForAsync("document.body.dataset.view === 'join'");
        return page;
    }

    /// <summary>Before joining: what the page receives comes from another port of the server's address.</summary>
    public Task ReceiveFromAsync(int port) => EvaluateAsync(
        $$"""
        {
          const set = RTCPeerConnection.prototype.setRemoteDescription;
          RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
            const relayed = type === 'offer' ? sdp.replace(/(a=candidate:\S+ 1 udp \d+ \S+ )\d+/gi, '$1{{port}}') : sdp;
            return set.call(this, { type, sdp: relayed });
          };
        }
        """);

    /// <summary>Before joining: <see cref="FindMediaPortAsync"/> is to know it.</summary>
    public Task NoteMediaPortAsync() => EvaluateAsync(
        """
        {
          const set = RTCPeerConnection.prototype.setRemoteDescription;
          RTCPeerConnection.prototype.setRemoteDescription = function (description) {
            window.mediaPort ??= /a=candidate:\S+ 1 udp \d+ \S+ (\d+)/i.exec(description.sdp)?.[1];
            return set.call(this, description);
          };
        }
        """);

    /// <summary>The port of the server's address that media go to, once the page sends.</summary>
    public async Task<int> FindMediaPortAsync()
    {
        await WaitForAsync("window.mediaPort");
        return int.Parse(await TextAsync("window.mediaPort"), CultureInfo.InvariantCulture);
    }

    public async Task JoinAsync(string name)
    {
        await EvaluateAsync($"document.getElementById('join-name').value = {Quote(name)}; document.getElementById('join-form').requestSubmit()");
        await WaitForAsync("document.getElementById('room-state').dataset.state === 'connected'");
    }

    public Task WriteAsync(string text) => EvaluateAsync(
        $"document.getElementById('chat-text').value = {Quote(text)}; document.getElementById('chat-form').requestSubmit()");

    public Task ClickAsync(string id) => EvaluateAsync($"document.getElementById({Quote(id)}).click()");

    /// <summary>Until the picture of somebody else moves.</summary>
    public Task WaitForPictureOfAsync(string name) => WaitForAsync(
        $"[...document.querySelectorAll('.tile')].some((tile) => tile.querySelector('.name').textContent === {Quote(name)}"
        + " && tile.dataset.camera === 'on' && tile.querySelector('video').videoWidth > 0 && tile.querySelector('video').currentTime > 0.2)");

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
