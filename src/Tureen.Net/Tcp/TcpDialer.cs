using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Net.Tcp;

/// <summary>Opens a TCP connection to each address that something is sent to (RFC 6544, active). All of them have the dialer's id in their tuples.</summary>
internal sealed class TcpDialer : IDatagramSocket, ITcpOwner
{
    private readonly IPAddress _local;
    private readonly ITcpFraming _framing;
    private readonly ITcpHost _host;
    private readonly NetCounters _counters;
    private readonly Dictionary<NetworkAddress, TcpConnection> _connections = [];

    /// <param name="id">Given out by the loop.</param>
    /// <param name="local">Where connections come from.</param>
    /// <param name="framing">What packets look like in the stream.</param>
    /// <param name="host">The loop.</param>
    /// <param name="counters">The worker's.</param>
    public TcpDialer(int id, IPAddress local, ITcpFraming framing, ITcpHost host, NetCounters counters)
    {
        Id = id;
        _local = local;
        _framing = framing;
        _host = host;
        _counters = counters;
        LocalAddress = NetworkAddress.From(local, 0);
        counters.SocketOpened();
    }

    public int Id { get; }

    public int TupleId => Id;

    public TransportProtocol Protocol => TransportProtocol.Tcp;

    public NetworkAddress LocalAddress { get; }

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 0;

    public int ConnectionCount => _connections.Count;

    /// <summary>Packets come through the connections.</summary>
    public int Receive(ReceiveBatch batch) => 0;

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        foreach (ref readonly OutgoingMessage message in messages)
        {
            if (FindOrDial(message.Remote) is { } connection)
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

    public SendBacklog GetBacklog(in NetworkAddress remote) =>
        _connections.TryGetValue(remote, out TcpConnection? connection) ? connection.Backlog : default;

    public bool TryWatch(TcpConnection connection) => _host.Poller.TryWatch(connection.Id, connection.Socket, connection.IsBlocked);

    public bool TryGet(in NetworkAddress remote, out TcpConnection connection) => _connections.TryGetValue(remote, out connection!);

    public void Remove(TcpConnection connection)
    {
        _connections.Remove(connection.Remote);
        _host.Poller.Unwatch(connection.Id, connection.Socket);
        connection.Dispose();
    }

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

        _counters.SocketClosed();
    }

    private TcpConnection? FindOrDial(in NetworkAddress remote)
    {
        if (_connections.TryGetValue(remote, out TcpConnection? known))
        {
            return known;
        }

        if (_connections.Count >= NetLimits.TcpDialedConnections)
        {
            return null;
        }

        var socket = new Socket(_local.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        TcpConnection connection = _host.Add(socket, remote, this, _framing);
        _connections.Add(remote, connection);
        if (!TryConnect(socket, remote) || !TryWatch(connection))
        {
            // The loop closes it in its next turn: the engine cannot be called while it sends.
            connection.Break();
        }

        return connection;
    }

    /// <summary>False when the system refuses at once; most refusals come later.</summary>
    private bool TryConnect(Socket socket, in NetworkAddress remote)
    {
        try
        {
            if (!_local.Equals(IPAddress.Any) && !_local.Equals(IPAddress.IPv6Any))
            {
                socket.Bind(new IPEndPoint(_local, 0));
            }

            socket.Connect(new IPEndPoint(remote.ToIPAddress(), remote.Port));
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress;
        }
    }
}
