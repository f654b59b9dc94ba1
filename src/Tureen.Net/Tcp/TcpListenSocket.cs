using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Net.Tcp;

/// <summary>A port that ICE listens on by TCP (RFC 6544, passive), with the connections that it accepted.</summary>
/// <remarks>
/// All its connections have the listener's id in their tuples, so that a tuple is (listener, remote address). One that brings no
/// authenticated ICE check in time is closed, regardless of what else it sends.
/// </remarks>
internal sealed class TcpListenSocket : IDatagramSocket, ITcpOwner, IDeadlineOwner
{
    private readonly Socket _socket;
    private readonly ITcpHost _host;
    private readonly NetCounters _counters;
    private readonly Func<Socket> _accept;
    private readonly Dictionary<NetworkAddress, TcpConnection> _connections = [];
    private readonly TcpAdmission _admission = new();
    private readonly DeadlineEntry _deadline;
    private Timestamp _resumesAt = Timestamp.Never;

    /// <param name="id">Given out by the loop.</param>
    /// <param name="socket">Bound and listening.</param>
    /// <param name="host">The loop.</param>
    /// <param name="counters">The worker's.</param>
    /// <param name="accept">Accepts one connection; the socket's own method unless a test replaces it.</param>
    public TcpListenSocket(int id, Socket socket, ITcpHost host, NetCounters counters, Func<Socket>? accept = null)
    {
        Id = id;
        _socket = socket;
        _host = host;
        _counters = counters;
        _accept = accept ?? socket.Accept;
        _deadline = new DeadlineEntry(this);
        var local = (IPEndPoint)socket.LocalEndPoint!;
        LocalAddress = NetworkAddress.From(local.Address, local.Port);
        counters.SocketOpened();
        Resume(MonotonicClock.Now);
    }

    public int Id { get; }

    public int TupleId => Id;

    public TransportProtocol Protocol => TransportProtocol.Tcp;

    public NetworkAddress LocalAddress { get; }

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 0;

    public int ConnectionCount => _admission.Count;

    /// <summary>Connections that have not brought an authenticated ICE check.</summary>
    public int WaitingCount => _admission.WaitingCount;

    /// <summary>Nothing is accepted until descriptors or memory may have come back.</summary>
    public bool IsPaused => !_resumesAt.IsNever;

    public Timestamp NextDeadline =>
        IsClosed ? Timestamp.Never
        : _admission.Oldest is { } oldest ? Timestamp.Min(_resumesAt, oldest.Since + NetLimits.TcpAuthenticationTime)
        : _resumesAt;

    /// <summary>Binds and listens; null and the reason when that fails.</summary>
    public static Socket? TryBind(in ListenParameters parameters, int port, out BindRefusal refusal)
    {
        refusal = default;
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
            refusal = BindRefusal.From(exception);
            return null;
        }
    }

    /// <summary>Accepts the waiting connections; packets come through these.</summary>
    public int Receive(ReceiveBatch batch)
    {
        for (int i = 0; i < NetLimits.TcpAcceptsPerTurn && !IsPaused && _socket.Poll(0, SelectMode.SelectRead); i++)
        {
            AcceptOne(MonotonicClock.Now);
        }

        return 0;
    }

    /// <summary>Closes those that brought no authenticated check in time, a bounded number, and accepts again after a pause.</summary>
    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        for (int i = 0; i < NetLimits.TcpClosesPerTurn
            && _admission.Oldest is { } oldest && now - oldest.Since >= NetLimits.TcpAuthenticationTime; i++)
        {
            _counters.TcpUnauthenticated++;
            _host.Close(oldest.Connection);
        }

        if (_resumesAt <= now)
        {
            Resume(now);
        }
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

    public SendBacklog GetBacklog(in NetworkAddress remote) =>
        _connections.TryGetValue(remote, out TcpConnection? connection) ? connection.Backlog : default;

    /// <summary>Asks for a call when a connection takes more, while it has something to send.</summary>
    public bool TryWatch(TcpConnection connection) =>
        _host.Poller.TryWatch(connection.Id, connection.Socket, connection.IsBlocked);

    public bool TryGet(in NetworkAddress remote, out TcpConnection connection) => _connections.TryGetValue(remote, out connection!);

    /// <summary>An authenticated ICE check came over the connection, which stays from now on.</summary>
    public void Confirm(in NetworkAddress remote)
    {
        if (_connections.TryGetValue(remote, out TcpConnection? connection))
        {
            _admission.Confirm(connection.Place!);
        }
    }

    public void Remove(TcpConnection connection)
    {
        if (_connections.TryGetValue(connection.Remote, out TcpConnection? known) && known == connection)
        {
            _connections.Remove(connection.Remote);
            _admission.Leave(connection.Place!);
        }

        _host.Poller.Unwatch(connection.Id, connection.Socket);
        connection.Dispose();
    }

    /// <summary>Frees the port while its stuck owner may be using the socket. From another thread.</summary>
    public void Abandon() => _socket.Dispose();

    public void Dispose()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        _host.Deadlines.Remove(_deadline);
        foreach (TcpConnection connection in _connections.Values.ToArray())
        {
            _host.Forget(connection);
            Remove(connection);
        }

        _host.Poller.Unwatch(Id, _socket);
        _socket.Dispose();
        _counters.SocketClosed();
    }

    private void AcceptOne(Timestamp now)
    {
        try
        {
            Add(_accept(), now);
        }
        catch (SocketException exception) when (TcpAcceptError.IsOfConnection(exception.SocketErrorCode))
        {
            // The connection closed before it was accepted.
        }
        catch (SocketException exception) when (exception.SocketErrorCode != SocketError.WouldBlock)
        {
            // The listener stays readable: without more room or a pause the loop would spin.
            if (exception.SocketErrorCode == SocketError.TooManyOpenSockets && _admission.Oldest is { } oldest)
            {
                Displace(oldest);
            }
            else
            {
                Pause(now);
            }
        }
    }

    private void Add(Socket accepted, Timestamp now)
    {
        if (!TryPrepare(accepted, out NetworkAddress remote) || !TryMakeRoom(remote))
        {
            _counters.TcpRefused++;
            accepted.Dispose();
            return;
        }

        TcpConnection connection = _host.Add(accepted, remote, this, LengthFraming.Instance);
        connection.Place = _admission.Enter(connection, now);
        _connections.Add(remote, connection);
        _host.Deadlines.Arm(_deadline);
        if (!TryWatch(connection))
        {
            _host.Close(connection);
            Pause(now);
        }
    }

    private static bool TryPrepare(Socket accepted, out NetworkAddress remote)
    {
        remote = default;
        try
        {
            accepted.Blocking = false;
            accepted.NoDelay = true;
            var endpoint = (IPEndPoint)accepted.RemoteEndPoint!;
            remote = NetworkAddress.From(endpoint.Address, endpoint.Port);
            return true;
        }
        catch (SocketException)
        {
            // It has ended already.
            return false;
        }
    }

    private bool TryMakeRoom(in NetworkAddress remote)
    {
        // The same remote port again: the end of the one before has not been read yet.
        if (_connections.TryGetValue(remote, out TcpConnection? previous))
        {
            _host.Close(previous);
        }

        if (!_admission.CanEnter(remote, out TcpPlace? displaced))
        {
            return false;
        }

        if (displaced is not null)
        {
            Displace(displaced);
        }

        return true;
    }

    private void Displace(TcpPlace place)
    {
        _counters.TcpDisplaced++;
        _host.Close(place.Connection);
    }

    private void Pause(Timestamp now)
    {
        _counters.TcpPauses++;
        _resumesAt = now + NetLimits.TcpAcceptPause;
        _host.Poller.Unwatch(Id, _socket);
        _host.Deadlines.Arm(_deadline);
    }

    private void Resume(Timestamp now)
    {
        _resumesAt = Timestamp.Never;
        if (!_host.Poller.TryWatch(Id, _socket, wantsToSend: false))
        {
            Pause(now);
        }
    }
}
