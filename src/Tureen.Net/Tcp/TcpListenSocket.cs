using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Net.Tcp;

/// <summary>A port that ICE listens on by TCP (RFC 6544, passive), with the connections that it accepted.</summary>
/// <remarks>All its connections have the listener's id in their tuples, so that a tuple is (listener, remote address).</remarks>
internal sealed class TcpListenSocket : IDatagramSocket
{
    private readonly Socket _socket;
    private readonly ITcpHost _host;
    private readonly NetCounters _counters;
    private readonly Dictionary<NetworkAddress, TcpConnection> _connections = [];

    public TcpListenSocket(int id, Socket socket, ITcpHost host, NetCounters counters)
    {
        Id = id;
        _socket = socket;
        _host = host;
        _counters = counters;
        var local = (IPEndPoint)socket.LocalEndPoint!;
        LocalAddress = NetworkAddress.From(local.Address, local.Port);
        host.Poller.Watch(id, socket, wantsToSend: false);
        counters.SocketOpened();
    }

    public int Id { get; }

    public int TupleId => Id;

    public TransportProtocol Protocol => TransportProtocol.Tcp;

    public NetworkAddress LocalAddress { get; }

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 0;

    public int ConnectionCount => _connections.Count;

    /// <summary>Binds and listens.</summary>
    /// <exception cref="SocketBindException">The port cannot be had.</exception>
    public static Socket Open(in ListenParameters parameters, int port)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(parameters.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            if (parameters.Address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = !parameters.IPv6Only;
            }

            socket.Bind(new IPEndPoint(parameters.Address, port));
            socket.Listen(NetLimits.TcpBacklog);
            return socket;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            throw BindFailure.Create(BindFailure.ErrorOf(exception), parameters, port, exception.Message, exception);
        }
    }

    /// <summary>Accepts what waits; packets come by the connections.</summary>
    public int Receive(ReceiveBatch batch)
    {
        for (int i = 0; i < NetLimits.TcpAcceptsPerTurn && _socket.Poll(0, SelectMode.SelectRead); i++)
        {
            try
            {
                Add(_socket.Accept());
            }
            catch (SocketException)
            {
                // It went away before it was accepted, or there are too many open files.
                break;
            }
        }

        return 0;
    }

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        foreach (ref readonly OutgoingMessage message in messages)
        {
            if (_connections.TryGetValue(message.Remote, out TcpConnection? connection))
            {
                connection.Add(message, vectors);
                connection.Flush();
            }
            else
            {
                _counters.SocketClosedDropped += message.Count;
            }
        }
    }

    /// <summary>Asks to be told when a connection takes more, while it has something to send.</summary>
    public void Watch(TcpConnection connection) => _host.Poller.Watch(connection.Id, connection.Socket, connection.IsBlocked);

    public bool TryGet(in NetworkAddress remote, out TcpConnection connection) => _connections.TryGetValue(remote, out connection!);

    public void Remove(TcpConnection connection)
    {
        if (_connections.TryGetValue(connection.Remote, out TcpConnection? known) && known == connection)
        {
            _connections.Remove(connection.Remote);
        }

        _host.Poller.Unwatch(connection.Id, connection.Socket);
        connection.Dispose();
    }

    /// <summary>Frees the port while the owner, who stands still, may be using the socket. From another thread.</summary>
    public void Abandon() => _socket.Dispose();

    public void Dispose()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        foreach (TcpConnection connection in _connections.Values.ToArray())
        {
            _host.Forget(connection);
            Remove(connection);
        }

        _host.Poller.Unwatch(Id, _socket);
        _socket.Dispose();
        _counters.SocketClosed();
    }

    private void Add(Socket accepted)
    {
        accepted.Blocking = false;
        accepted.NoDelay = true;
        if (_connections.Count >= NetLimits.TcpConnectionsPerListener && !TryMakeRoom())
        {
            _counters.TcpRefused++;
            accepted.Dispose();
            return;
        }

        TcpConnection connection = _host.Add(accepted, this);
        _connections[connection.Remote] = connection;
        Watch(connection);
    }

    /// <summary>The connection that was silent longest makes room, if that was long.</summary>
    private bool TryMakeRoom()
    {
        TcpConnection? silent = _connections.Values.MinBy(static connection => connection.HeardAt);
        if (silent is null || MonotonicClock.Now - silent.HeardAt < NetLimits.TcpSilence)
        {
            return false;
        }

        _host.Close(silent);
        return true;
    }
}
