using System.Runtime.InteropServices.JavaScript;
using Tureen.Client.Browser;
using Tureen.Ortc;

namespace Tureen.Interop.Page;

/// <summary>The functions of <c>glue.js</c>.</summary>
internal static partial class Glue
{
    private const string Name = "glue";

    [JSImport("openSocket", Name)]
    public static partial JSObject OpenSocket(
        string url, [JSMarshalAs<JSType.Function<JSType.String, JSType.String>>] Action<string, string> handler);

    [JSImport("send", Name)]
    public static partial void Send(JSObject socket, string text);

    [JSImport("closeSocket", Name)]
    public static partial void CloseSocket(JSObject socket);

    [JSImport("addElement", Name)]
    public static partial JSObject AddElement(string kind);

    [JSImport("removeElement", Name)]
    public static partial void RemoveElement(JSObject element);

    [JSImport("makeTrack", Name)]
    public static partial JSObject MakeTrack(string kind);

    [JSImport("now", Name)]
    public static partial double Now();

    /// <summary>A track that no device gives: of a canvas or of WebAudio.</summary>
    public static BrowserTrack TestTrack(MediaKind kind) => BrowserTrack.From(MakeTrack(kind.ToWireString()));
}
