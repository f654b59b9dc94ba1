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

    /// <summary>
    /// Before joining: <c>window.movingVideos()</c> is to count the pictures of others that arrive, and <c>window.sentTrack()</c> to find what is sent.
    /// </summary>
    public Task NoteConnectionsAsync() => EvaluateAsync(
        """
        {
          const peers = [];
          const Peer = RTCPeerConnection;
          window.RTCPeerConnection = function (...args) { const peer = new Peer(...args); peers.push(peer); return peer; };
          window.RTCPeerConnection.prototype = Peer.prototype;
          let last = new Map();
          window.sentTrack = (kind) => peers.flatMap((peer) => peer.getSenders()).map(({ track }) => track)
            .find((track) => track?.kind === kind && track.readyState === 'live');
          window.movingVideos = async () => {
            const now = new Map();
            for (const peer of peers.filter(({ connectionState }) => connectionState !== 'closed')) {
              for (const one of (await peer.getStats()).values()) {
                if (one.type === 'inbound-rtp' && one.kind === 'video') { now.set(one.id, one.packetsReceived); }
              }
            }

            await new Promise((resolve) => setTimeout(resolve, 700));
            const moving = [...now].filter(([id, count]) => last.has(id) && count > last.get(id) + 2).length;
            last = now;
            return moving;
          };
        }
        """);

    /// <summary>
    /// After <see cref="NoteConnectionsAsync"/>: <c>window.pullOut()</c> is to end a track as a device does that is pulled out. A microphone that is plugged in
    /// afterwards gives a loud tone.
    /// </summary>
    public Task NoteDevicesAsync() => EvaluateAsync(
        """
        {
          const media = navigator.mediaDevices;
          const open = media.getUserMedia.bind(media);
          let microphone = 'own';
          media.getUserMedia = async (wanted) => {
            if (wanted.audio && microphone === 'none') { throw new DOMException('', 'NotFoundError'); }
            if (!wanted.audio || microphone === 'own') { return open(wanted); }
            const context = new AudioContext();
            const tone = context.createOscillator();
            const sink = context.createMediaStreamDestination();
            tone.connect(sink);
            tone.start();
            return sink.stream;
          };
          window.pullOut = (kind, isLast = false) => {
            microphone = isLast ? 'none' : microphone;
            const track = window.sentTrack(kind);
            track.stop();
            track.dispatchEvent(new Event('ended'));
          };
          window.plugIn = () => { microphone = 'loud'; };
        }
        """);

    /// <summary>Loads axe-core, which checks the rules of accessibility. Before joining.</summary>
    public async Task LoadAxeAsync()
    {
        string path = Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Interop.Tests", "web", "node_modules", "axe-core", "axe.min.js");
        await EvaluateAsync(await File.ReadAllTextAsync(path) + ";true");
    }

    /// <summary>Fails with all that breaks a rule of WCAG 2.2 AA, or what axe calls best practice.</summary>
    public async Task CheckRulesAsync(string view)
    {
        string broken = await TextAsync(
            """
            (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations
              .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`).join('\n')
            """);
        Assert.True(broken.Length == 0, $"{view}:\n{broken}");
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
