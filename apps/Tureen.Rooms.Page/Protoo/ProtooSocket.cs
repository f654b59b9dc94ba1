using System.Runtime.InteropServices.JavaScript;
using Tureen.Client.Protoo;
using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Protoo;

/// <summary>Text over a WebSocket of the browser's.</summary>
internal sealed partial class ProtooSocket : IProtooSocket
{
    private JSObject? _socket;

    public void Open(string url, Action onOpen, Action<string> onText, Action<int> onClose) =>
        _socket = OpenSocket(url, "protoo", onOpen, onText, onClose);

    public void Send(string message)
    {
        if (_socket is not null)
        {
            SendSocket(_socket, message);
        }
    }

    public void Close()
    {
        if (_socket is not null)
        {
            CloseSocket(_socket);
        }
    }

    [JSImport("openSocket", Document.Module)]
    private static partial JSObject OpenSocket(
        string url,
        string protocol,
        [JSMarshalAs<JSType.Function>] Action onOpen,
        [JSMarshalAs<JSType.Function<JSType.String>>] Action<string> onText,
        [JSMarshalAs<JSType.Function<JSType.Number>>] Action<int> onClose);

    [JSImport("sendSocket", Document.Module)]
    private static partial void SendSocket(JSObject socket, string message);

    [JSImport("closeSocket", Document.Module)]
    private static partial void CloseSocket(JSObject socket);
}
