using System.Runtime.InteropServices.JavaScript;

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

    [JSImport("now", Name)]
    public static partial double Now();
}
