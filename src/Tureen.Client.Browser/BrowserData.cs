using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

namespace Tureen.Client.Browser;

/// <summary>Sends what JavaScript holds through data channels.</summary>
[SupportedOSPlatform("browser")]
public static class BrowserData
{
    /// <summary>Sends a JavaScript object without copying it to C#.</summary>
    /// <param name="dataProducer">The channel.</param>
    /// <param name="message">A Blob, an ArrayBuffer or a view of one.</param>
    /// <exception cref="InvalidStateException">Closed, or the channel is not open.</exception>
    /// <exception cref="MediasoupTypeException">It is none of these, or longer than the other end takes.</exception>
    /// <exception cref="UnsupportedException">The browser cannot send a Blob.</exception>
    public static void Send(this DataProducer dataProducer, JSObject message)
    {
        ArgumentNullException.ThrowIfNull(dataProducer);
        dataProducer.SendObject(message);
    }
}
