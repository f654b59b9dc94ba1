using System.Net.Sockets;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Tcp;

/// <summary>What listeners and dialers need of its worker's loop.</summary>
internal interface ITcpHost
{
    ISocketPoller Poller { get; }

    SocketDeadlines Deadlines { get; }

    /// <summary>Takes up a connection that was accepted or is being opened.</summary>
    TcpConnection Add(Socket socket, NetworkAddress remote, ITcpOwner owner, ITcpFraming framing);

    /// <summary>Removes a connection that closes with its owner.</summary>
    void Forget(TcpConnection connection);

    /// <summary>Closes a connection and reports to the engine that its path is gone.</summary>
    void Close(TcpConnection connection);
}
