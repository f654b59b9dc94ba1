using Tureen.Client;
using Tureen.Client.Browser.Handlers;
using Tureen.Ortc;
using Tureen.Tests.Ortc;

namespace Tureen.Tests.Client.Browser.Handlers;

/// <summary>A handler over a recorded browser, with the transport that was recorded too.</summary>
internal sealed class HandlerScene
{
    public HandlerScene(string browser, TransportDirection direction, string localSdp, string streamId = "stream", BrowserProfile? profile = null, DtlsRole? role = null)
    {
        var options = BrowserFixture.Read(browser + "-device").GetProperty("transportOptionsGivenToClient");
        DtlsParameters dtls = BrowserFixture.Get<DtlsParameters>(options, "dtlsParameters");
        dtls.Role = role ?? dtls.Role;
        RtpCapabilities router = BrowserFixture.RouterCapabilities(browser);
        Peer = new FakePeerConnection(localSdp, streamId);
        Handler = new BrowserHandler(
            profile ?? (browser == "firefox" ? BrowserProfile.Firefox120 : BrowserProfile.Chrome111),
            new HandlerOptions
            {
                Direction = direction,
                IceParameters = BrowserFixture.Get<IceParameters>(options, "iceParameters"),
                IceCandidates = [.. options.GetProperty("iceCandidates").EnumerateArray().Select(OrtcJson.Deserialize<IceCandidate>)],
                DtlsParameters = dtls,
                SctpParameters = BrowserFixture.Get<SctpParameters>(options, "sctpParameters"),
                GetSendExtendedRtpCapabilities = native => ClientNegotiation.GetExtendedRtpCapabilities(native, router),
                Listener = Listener,
            },
            forcedExtensions: null,
            (configuration, handler) =>
            {
                Configuration = configuration;
                Peer.Handler = handler;
                return Peer;
            });
    }

    public FakePeerConnection Peer { get; }

    public FakeListener Listener { get; } = new();

    public BrowserHandler Handler { get; }

    public string Configuration { get; private set; } = "";
}
