using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

namespace Tureen.Client.Browser.Interop;

/// <summary>The functions of <c>tureen-browser.js</c> about peer connections and data channels.</summary>
[SupportedOSPlatform("browser")]
internal static partial class PeerModule
{
    /// <summary>The name under which the page's boot module gives us the JavaScript module.</summary>
    public const string Name = "tureen";

    [JSImport("platform", Name)]
    public static partial string Platform();

    [JSImport("createPeerConnection", Name)]
    public static partial JSObject CreatePeerConnection(
        string configuration, [JSMarshalAs<JSType.Function<JSType.String, JSType.String>>] Action<string, string> handler);

    [JSImport("closePeerConnection", Name)]
    public static partial void ClosePeerConnection(JSObject peer);

    [JSImport("streamId", Name)]
    public static partial string StreamId(JSObject peer);

    [JSImport("createOffer", Name)]
    public static partial Task<string> CreateOffer(JSObject peer, bool iceRestart);

    [JSImport("createAnswer", Name)]
    public static partial Task<string> CreateAnswer(JSObject peer);

    [JSImport("setLocalDescription", Name)]
    public static partial Task<string> SetLocalDescription(JSObject peer, string type, string sdp);

    [JSImport("setRemoteDescription", Name)]
    public static partial Task SetRemoteDescription(JSObject peer, string type, string sdp);

    [JSImport("rollBack", Name)]
    public static partial Task RollBack(JSObject peer);

    [JSImport("setIceServers", Name)]
    public static partial void SetIceServers(JSObject peer, string iceServers);

    [JSImport("sctpLimits", Name)]
    public static partial string? SctpLimits(JSObject peer);

    [JSImport("createProbeOffer", Name)]
    public static partial Task<string> CreateProbeOffer(string direction, string video, string? forcedExtensions);

    [JSImport("addTransceiver", Name)]
    public static partial JSObject AddTransceiver(JSObject peer, JSObject track, string? encodings, string? forcedExtensions);

    [JSImport("findTransceiver", Name)]
    public static partial JSObject? FindTransceiver(JSObject peer, string mid);

    [JSImport("removeTrack", Name)]
    public static partial void RemoveTrack(JSObject peer, JSObject transceiver);

    [JSImport("stopTransceiver", Name)]
    public static partial void StopTransceiver(JSObject transceiver);

    [JSImport("replaceTrack", Name)]
    public static partial Task ReplaceTrack(JSObject transceiver, JSObject? track);

    [JSImport("encodings", Name)]
    public static partial string Encodings(JSObject transceiver);

    [JSImport("changeEncodings", Name)]
    public static partial Task ChangeEncodings(JSObject transceiver, string changes);

    [JSImport("stats", Name)]
    public static partial Task<string> Stats(JSObject target);

    [JSImport("createDataChannel", Name)]
    public static partial JSObject CreateDataChannel(
        JSObject peer,
        string label,
        string options,
        [JSMarshalAs<JSType.Function<JSType.String, JSType.String>>] Action<string, string> handler,
        [JSMarshalAs<JSType.Function<JSType.String, JSType.Object>>] Action<string?, JSObject?> messageHandler);

    [JSImport("bytesOf", Name)]
    public static partial byte[] BytesOf(JSObject array);

    [JSImport("sendText", Name)]
    public static partial void SendText(JSObject channel, string text);

    [JSImport("sendBytes", Name)]
    public static partial void SendBytes(JSObject channel, byte[] bytes);

    [JSImport("sendObject", Name)]
    public static partial void SendObject(JSObject channel, JSObject message);

    [JSImport("closeDataChannel", Name)]
    public static partial void CloseDataChannel(JSObject channel);
}
