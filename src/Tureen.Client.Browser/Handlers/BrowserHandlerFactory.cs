using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tureen.Client.Browser.Interop;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Client.Browser.Handlers;

/// <summary>Makes the handlers of this browser.</summary>
[SupportedOSPlatform("browser")]
internal sealed class BrowserHandlerFactory : IHandlerFactory
{
    private readonly BrowserProfile _profile;
    private readonly string? _forcedExtensions;

    public BrowserHandlerFactory(BrowserProfile profile, IReadOnlyDictionary<string, bool>? forcedExtensions)
    {
        _profile = profile;
        if (forcedExtensions?.Count > 0)
        {
            JsonObject json = [];
            foreach ((string uri, bool isWanted) in forcedExtensions)
            {
                json[uri] = isWanted;
            }

            _forcedExtensions = json.ToJsonString();
        }
    }

    public string Name => _profile.Name;

    public IHandler Create(HandlerOptions options) => new BrowserHandler(
        _profile, options, _forcedExtensions, (configuration, handler) => new BrowserPeerConnection(configuration, handler));

    public async Task<RtpCapabilities> GetNativeRtpCapabilitiesAsync(TransportDirection direction)
    {
        string offer = await BrowserError.RunAsync("cannot create an offer that shows the browser's capabilities", () => PeerModule.CreateProbeOffer(
            direction == TransportDirection.Send ? "sendonly" : "recvonly", _profile.ProbeVideo, _forcedExtensions));
        return OfferedCapabilities.Read(SessionDescription.Parse(offer), _profile.AddsOpusNack);
    }
}
