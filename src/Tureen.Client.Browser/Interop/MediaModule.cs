using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

namespace Tureen.Client.Browser.Interop;

/// <summary>The functions of <c>tureen-browser.js</c> about tracks and devices.</summary>
[SupportedOSPlatform("browser")]
internal static partial class MediaModule
{
    [JSImport("isTrack", PeerModule.Name)]
    public static partial bool IsTrack(JSObject track);

    [JSImport("watchTrack", PeerModule.Name)]
    public static partial void WatchTrack(JSObject track, [JSMarshalAs<JSType.Function<JSType.String>>] Action<string> handler);

    [JSImport("stopTrack", PeerModule.Name)]
    public static partial void StopTrack(JSObject track);

    [JSImport("cloneTrack", PeerModule.Name)]
    public static partial JSObject CloneTrack(JSObject track);

    [JSImport("trackSettings", PeerModule.Name)]
    public static partial string TrackSettings(JSObject track);

    [JSImport("applyConstraints", PeerModule.Name)]
    public static partial Task ApplyConstraints(JSObject track, string constraints);

    [JSImport("getUserMedia", PeerModule.Name)]
    public static partial Task<JSObject> GetUserMedia(string constraints);

    [JSImport("getDisplayMedia", PeerModule.Name)]
    public static partial Task<JSObject> GetDisplayMedia(string constraints);

    [JSImport("tracksOf", PeerModule.Name)]
    public static partial JSObject[] TracksOf(JSObject stream);

    [JSImport("enumerateDevices", PeerModule.Name)]
    public static partial Task<string> EnumerateDevices();

    [JSImport("watchDevices", PeerModule.Name)]
    public static partial void WatchDevices([JSMarshalAs<JSType.Function>] Action handler);

    [JSImport("attach", PeerModule.Name)]
    public static partial void Attach(JSObject element, JSObject[]? tracks);

    [JSImport("elementById", PeerModule.Name)]
    public static partial JSObject? ElementById(string id);
}
