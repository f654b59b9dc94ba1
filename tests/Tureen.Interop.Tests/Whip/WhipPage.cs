using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Whip;

/// <summary>A page that publishes and plays as any page does, with nothing but fetch and RTCPeerConnection.</summary>
internal sealed class WhipPage : VisitedPage
{
    private const string Code =
        """
        window.whip = {
          async open(peer, url, token) {
            await peer.setLocalDescription();
            const headers = { 'Content-Type': 'application/sdp', ...(token && { Authorization: `Bearer ${token}` }) };
            const answer = await fetch(url, { method: 'POST', headers, body: peer.localDescription.sdp });
            const body = await answer.text();
            if (answer.status !== 201) {
              throw new Error(`${answer.status} ${body}`);
            }

            await peer.setRemoteDescription({ type: 'answer', sdp: body });
            const session = { peer, url: new URL(answer.headers.get('Location'), answer.url).href, tag: answer.headers.get('ETag'), token };
            return session;
          },
          async publish(url, { token, simulcast, codec } = {}) {
            const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360 } });
            const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
            const layers = [{ rid: 'l', scaleResolutionDownBy: 2, maxBitrate: 150000 }, { rid: 'h', maxBitrate: 600000 }];
            for (const track of stream.getTracks()) {
              const video = track.kind === 'video';
              const transceiver = peer.addTransceiver(track, { direction: 'sendonly', ...(video && simulcast && { sendEncodings: layers }) });
              if (video && codec) {
                transceiver.setCodecPreferences(RTCRtpSender.getCapabilities('video').codecs.filter(
                  (one) => one.mimeType === codec || one.mimeType === 'video/rtx'));
              }
            }

            return window.publisher = await this.open(peer, url, token);
          },
          async servers(url) {
            const links = (await fetch(url, { method: 'OPTIONS' })).headers.get('Link') ?? '';
            return [...links.matchAll(/<([^>]+)>; rel="ice-server"; username="([^"]*)"; credential="([^"]*)"/g)]
              .map(([, urls, username, credential]) => ({ urls, username, credential }));
          },
          async play(url, token, configuration) {
            const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle', ...configuration });
            peer.addTransceiver('audio', { direction: 'recvonly' });
            peer.addTransceiver('video', { direction: 'recvonly' });
            const video = document.createElement('video');
            video.muted = true;
            video.autoplay = true;
            video.srcObject = new MediaStream(peer.getReceivers().map((receiver) => receiver.track));
            document.body.append(video);
            void video.play();
            window.picture = video;
            return window.player = await this.open(peer, url, token);
          },
          async request(session, method, { headers, body } = {}) {
            const answer = await fetch(session.url, { method, headers: { ...headers, ...(session.token && { Authorization: `Bearer ${session.token}` }) }, body });
            return { status: answer.status, tag: answer.headers.get('ETag'), text: await answer.text() };
          },
          async restart(session) {
            session.peer.restartIce();
            await session.peer.setLocalDescription();
            const sdp = session.peer.localDescription.sdp;
            const [user] = /a=ice-ufrag:\S+/.exec(sdp);
            const [password] = /a=ice-pwd:\S+/.exec(sdp);
            const answer = await this.request(session, 'PATCH', {
              headers: { 'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': '*' },
              body: `${user}\r\n${password}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n`,
            });
            const fresh = (name) => new RegExp(`a=${name}:\\S+`).exec(answer.text)[0];
            const remote = session.peer.currentRemoteDescription.sdp
              .replace(/a=ice-ufrag:\S+/g, fresh('ice-ufrag')).replace(/a=ice-pwd:\S+/g, fresh('ice-pwd'));
            await session.peer.setRemoteDescription({ type: 'answer', sdp: remote });
            return answer.status;
          },
          async usedCandidate() {
            const all = await window.player.peer.getStats();
            const stats = [...all.values()];
            const pair = all.get(stats.find((one) => one.type === 'transport').selectedCandidatePairId);
            return all.get(pair.localCandidateId);
          },
          async received(kind) {
            let found;
            (await window.player.peer.getStats()).forEach((one) => {
              if (one.type === 'inbound-rtp' && one.kind === kind) {
                found = one;
              }
            });
            return found ?? {};
          },
        };
        true
        """;

    private WhipPage(BrowserDriver driver, string id)
        : base(driver, id)
    {
    }

    /// <summary>A page of another site than the server's, which may use its camera.</summary>
    public static async Task<WhipPage> OpenAsync(BrowserDriver driver, string browserId)
    {
        var page = new WhipPage(driver, await VisitAsync(driver, browserId, url: null));
        await page.EvaluateAsync(Code);
        return page;
    }

    /// <summary>Runs code that may await.</summary>
    public Task RunAsync(string code) => EvaluateAsync($"(async () => {{ {code}; return 0; }})()");
}
