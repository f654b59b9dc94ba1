using System.Net.Sockets;

namespace Tureen.Net.Tcp;

/// <summary>What a listener needs of its worker's loop.</summary>
internal interface ITcpHost
{
    ISocketPoller Poller { get; }

    SocketDeadlines Deadlines { get; }

    /// <summary>Takes up an accepted connection.</summary>
    TcpConnection Add(Socket accepted, TcpListenSocket listener);

    /// <summary>Removes a connection that closes with its listener.</summary>
    void Forget(TcpConnection connection);

    /// <summary>Closes a connection and reports to the engine that its path is gone.</summary>
    void Close(TcpConnection connection);
}
