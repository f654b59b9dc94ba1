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
        _peer = BrowserError.Run("cannot make an RTCPeerConnection", () => PeerModule.CreatePeerConnection(configuration, handler));
    }

    public string StreamId => PeerModule.StreamId(_peer);

    public string IceGatheringState => _peer.GetPropertyAsString("iceGatheringState") ?? "new";

    public string? ConnectionState => _peer.GetPropertyAsString("connectionState");

    public string IceConnectionState => _peer.GetPropertyAsString("iceConnectionState") ?? "new";

    public long? MaxMessageSize => SctpLimit("maxMessageSize");

    public int? MaxChannels => (int?)SctpLimit("maxChannels");

    public Task<string> CreateOfferAsync(bool isIceRestart = false) =>
        BrowserError.RunAsync("cannot create an offer", () => PeerModule.CreateOffer(_peer, isIceRestart));

    public Task<string> CreateAnswerAsync() => BrowserError.RunAsync("cannot create an answer", () => PeerModule.CreateAnswer(_peer));

    public Task<string> SetLocalDescriptionAsync(string type, string sdp) =>
        BrowserError.RunAsync($"cannot set the local {type}", () => PeerModule.SetLocalDescription(_peer, type, sdp));

    public Task SetRemoteDescriptionAsync(string type, string sdp) =>
        BrowserError.RunAsync($"cannot set the remote {type}", () => PeerModule.SetRemoteDescription(_peer, type, sdp));

    public Task RollBackAsync() => PeerModule.RollBack(_peer);

    public void SetIceServers(string json) => BrowserError.Run($"cannot use the ICE servers {json}", () => PeerModule.SetIceServers(_peer, json));

    public ITransceiver AddTransceiver(IMediaStreamTrack track, IReadOnlyList<RtpEncodingParameters>? encodings, string? forcedExtensions)
    {
        BrowserTrack own = BrowserTrack.Require(track);
        string? json = encodings is null ? null : EncodingsJson.Write(encodings);
        return new BrowserTransceiver(BrowserError.Run(
            $"cannot send the {own.Kind.ToWireString()} track '{own.Id}' with the encodings {json ?? "[]"}",
            () => PeerModule.AddTransceiver(_peer, own.Object, json, forcedExtensions)));
    }

    public ITransceiver? FindTransceiver(string mid) =>
        PeerModule.FindTransceiver(_peer, mid) is { } transceiver ? new BrowserTransceiver(transceiver) : null;

    public void RemoveTrack(ITransceiver transceiver) =>
        BrowserError.Run("cannot remove the track", () => PeerModule.RemoveTrack(_peer, ((BrowserTransceiver)transceiver).Object));

    public IDataChannel CreateDataChannel(string label, string options) =>
        BrowserError.Run($"cannot open a data channel with {options}", () => new BrowserDataChannel(_peer, label, options));

    public Task<string> GetStatsAsync() => BrowserError.RunAsync("cannot get statistics", () => PeerModule.Stats(_peer));

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
