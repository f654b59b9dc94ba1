using System.IO.Pipelines;
using System.Net.WebSockets;

namespace Tureen.Tests.Rooms.Protoo;

/// <summary>Two ends of one WebSocket in memory.</summary>
internal sealed class WebSocketPair : IDisposable
{
    public WebSocketPair()
    {
        var toServer = new Pipe();
        var toClient = new Pipe();
        Server = WebSocket.CreateFromStream(
            new PipeStream(toServer.Reader, toClient.Writer), isServer: true, "protoo", Timeout.InfiniteTimeSpan);
        Client = WebSocket.CreateFromStream(
            new PipeStream(toClient.Reader, toServer.Writer), isServer: false, "protoo", Timeout.InfiniteTimeSpan);
    }

    public WebSocket Server { get; }

    public WebSocket Client { get; }

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
    }
}
