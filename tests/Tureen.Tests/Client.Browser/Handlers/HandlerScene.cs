using Tureen.Client;
using Tureen.Client.Browser.Handlers;
using Tureen.Client.Browser.Interop;
using Tureen.Ortc;
using Tureen.Tests.Ortc;

namespace Tureen.Tests.Client.Browser.Handlers;

/// <summary>A handler over a recorded browser, with the transport that was recorded too.</summary>
internal sealed class HandlerScene
{
    public HandlerScene(string browser, TransportDirection direction, string localSdp, string streamId = "stream", BrowserProfile? profile = null, DtlsRole? role = null)
    {
        Handler = Create(
            profile ?? ProfileOf(browser),
            direction,
            Listener,
            (configuration, handler) =>
            {
                Configuration = configuration;
                Peer = new FakePeerConnection(localSdp, streamId) { Handler = handler };
                return Peer;
            },
            browser,
            role);
    }

    /// <summary>The peer connection in use.</summary>
    public FakePeerConnection Peer { get; private set; } = null!;

    public FakeListener Listener { get; } = new();

    public BrowserHandler Handler { get; }

    public string Configuration { get; private set; } = "";

    public static BrowserProfile ProfileOf(string browser) => browser == "firefox" ? BrowserProfile.Firefox120 : BrowserProfile.Chrome111;

    public static BrowserHandler Create(
        BrowserProfile profile,
        TransportDirection direction,
        FakeListener listener,
        Func<string, Action<string, string>, IPeerConnection> connect,
        string browser = "chromium",
        DtlsRole? role = null,
        string? forcedExtensions = null)
    {
        var options = BrowserFixture.Read(browser + "-device").GetProperty("transportOptionsGivenToClient");
        DtlsParameters dtls = BrowserFixture.Get<DtlsParameters>(options, "dtlsParameters");
        dtls.Role = role ?? dtls.Role;
        RtpCapabilities router = BrowserFixture.RouterCapabilities(browser);
        return new BrowserHandler(
            profile,
            new HandlerOptions
            {
                Direction = direction,
                IceParameters = BrowserFixture.Get<IceParameters>(options, "iceParameters"),
                IceCandidates = [.. options.GetProperty("iceCandidates").EnumerateArray().Select(OrtcJson.Deserialize<IceCandidate>)],
                DtlsParameters = dtls,
                SctpParameters = BrowserFixture.Get<SctpParameters>(options, "sctpParameters"),
                GetSendExtendedRtpCapabilities = native => ClientNegotiation.GetExtendedRtpCapabilities(native, router),
                Listener = listener,
            },
            forcedExtensions,
            connect);
    }
}
