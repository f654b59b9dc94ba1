using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Interop;

[SupportedOSPlatform("browser")]
internal sealed class BrowserPeerConnection : IPeerConnection
{
    private readonly JSObject _peer;

    public BrowserPeerConnection(string configuration, Action<string, string> handler)
    {
        _peer = PeerModule.CreatePeerConnection(configuration, handler);
    }

    public string StreamId => PeerModule.StreamId(_peer);

    public string IceGatheringState => _peer.GetPropertyAsString("iceGatheringState") ?? "new";

    public string? ConnectionState => _peer.GetPropertyAsString("connectionState");

    public string IceConnectionState => _peer.GetPropertyAsString("iceConnectionState") ?? "new";

    public long? MaxMessageSize => SctpLimit("maxMessageSize");

    public int? MaxChannels => (int?)SctpLimit("maxChannels");

    public Task<string> CreateOfferAsync(bool isIceRestart = false) => PeerModule.CreateOffer(_peer, isIceRestart);

    public Task<string> CreateAnswerAsync() => PeerModule.CreateAnswer(_peer);

    public Task<string> SetLocalDescriptionAsync(string type, string sdp) => PeerModule.SetLocalDescription(_peer, type, sdp);

    public Task SetRemoteDescriptionAsync(string type, string sdp) => PeerModule.SetRemoteDescription(_peer, type, sdp);

    public void SetIceServers(string json) => PeerModule.SetIceServers(_peer, json);

    public ITransceiver AddTransceiver(IMediaStreamTrack track, IReadOnlyList<RtpEncodingParameters>? encodings, string? forcedExtensions) =>
        new BrowserTransceiver(PeerModule.AddTransceiver(
            _peer, ((BrowserTrack)track).Object, encodings is null ? null : EncodingsJson.Write(encodings), forcedExtensions));

    public ITransceiver? FindTransceiver(string mid) =>
        PeerModule.FindTransceiver(_peer, mid) is { } transceiver ? new BrowserTransceiver(transceiver) : null;

    public void RemoveTrack(ITransceiver transceiver) => PeerModule.RemoveTrack(_peer, ((BrowserTransceiver)transceiver).Object);

    public IDataChannel CreateDataChannel(string label, string options) => new BrowserDataChannel(_peer, label, options);

    public Task<string> GetStatsAsync() => PeerModule.Stats(_peer);

    public void Close() => PeerModule.ClosePeerConnection(_peer);

    private long? SctpLimit(string name)
    {
        if (PeerModule.SctpLimits(_peer) is not { } json)
        {
            return null;
        }

        using JsonDocument limits = JsonDocument.Parse(json);
        // An unlimited size is Infinity, which JSON does not know.
        return limits.RootElement.TryGetProperty(name, out JsonElement limit) && limit.ValueKind == JsonValueKind.Number ? (long)limit.GetDouble() : null;
    }
}
