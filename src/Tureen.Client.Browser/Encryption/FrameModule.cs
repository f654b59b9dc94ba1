using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

namespace Tureen.Client.Browser.Encryption;

/// <summary>The functions of <c>tureen-frames.js</c>.</summary>
[SupportedOSPlatform("browser")]
internal static partial class FrameModule
{
    /// <summary>The name under which the page's boot module gives us the JavaScript module.</summary>
    public const string Name = "tureen-frames";

    [JSImport("isSupported", Name)]
    public static partial bool IsSupported();

    [JSImport("start", Name)]
    public static partial JSObject Start(byte[] key, [JSMarshalAs<JSType.Function<JSType.String, JSType.Boolean>>] Action<string, bool> handler);

    [JSImport("stop", Name)]
    public static partial void Stop(JSObject worker);

    [JSImport("protect", Name)]
    public static partial void Protect(JSObject worker, JSObject sender);

    [JSImport("unprotect", Name)]
    public static partial void Unprotect(JSObject worker, JSObject receiver, string id);
}
