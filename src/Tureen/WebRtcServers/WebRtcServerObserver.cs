namespace Tureen;

/// <summary>Reports what happens to a WebRtcServer, for monitoring.</summary>
public sealed class WebRtcServerObserver : EventEmitter
{
    internal WebRtcServerObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The server was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>A transport that uses the server was made (mediasoup <c>webrtctransporthandled</c>).</summary>
    public event Action<WebRtcTransport>? OnWebRtcTransportHandled;

    /// <summary>A transport no longer uses the server, because it or the server was closed (mediasoup <c>webrtctransportunhandled</c>).</summary>
    public event Action<WebRtcTransport>? OnWebRtcTransportUnhandled;

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaiseHandled(WebRtcTransport transport) => Raise("webrtctransporthandled", OnWebRtcTransportHandled, transport);

    internal void RaiseUnhandled(WebRtcTransport transport) => Raise("webrtctransportunhandled", OnWebRtcTransportUnhandled, transport);
}
