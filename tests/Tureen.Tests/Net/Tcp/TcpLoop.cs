using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Links;
using Tureen.Net.Linux;
using Tureen.Net.Loop;
using Tureen.Net.Tcp;

namespace Tureen.Tests.Net.Tcp;

/// <summary>Stands in for a worker's loop around one listener on loopback: tests turn it by hand and set the time of deadlines.</summary>
internal sealed class TcpLoop : ITcpHost, IDisposable
{
    private readonly SocketTable _sockets = new();
    private readonly ReceiveBatch _batch;
    private readonly int[] _ready = new int[NetLimits.ReadySockets];
    private readonly List<Socket> _clients = [];
    private readonly LinkSignals _signals;

    public TcpLoop(Func<Socket, Socket>? accept = null)
    {
        Poller = new LinuxSocketPoller(Counters);
        _signals = new LinkSignals(Poller.Wake);
        _batch = new ReceiveBatch(NetLimits.ReceiveBatch, Poller.ReceiveSlotLength);
        Socket socket = TcpListenSocket.TryBind(OpenedSocket.On(IPAddress.Loopback), 0, out _)!;
        Listener = new TcpListenSocket(
            _sockets.NextId(), socket, this, Counters, accept is null ? null : () => accept(socket));
        _sockets.Add(Listener);
        Batch = new UdpSendBatch(_sockets, Counters);
    }

    public NetCounters Counters { get; } = new();

    public ISocketPoller Poller { get; }

    public SocketDeadlines Deadlines { get; } = new();

    public TcpListenSocket Listener { get; }

    /// <summary>Bytes of the packets that came.</summary>
    public long ReceivedBytes { get; private set; }

    /// <summary>Where the engine puts what it sends.</summary>
    public UdpSendBatch Batch { get; }

    /// <summary>Remote addresses of connections that were closed.</summary>
    public List<NetworkAddress> Closed { get; } = [];

    TcpConnection ITcpHost.Add(Socket socket, NetworkAddress remote, ITcpOwner owner, ITcpFraming framing)
    {
        var connection = new TcpConnection(_sockets.NextId(), socket, remote, owner, framing, _signals, Counters);
        _sockets.Add(connection);
        return connection;
    }

    void ITcpHost.Forget(TcpConnection connection) => _sockets.Remove(connection.Id, out _);

    public void Close(TcpConnection connection)
    {
        _sockets.Remove(connection.Id, out _);
        Closed.Add(connection.Remote);
        connection.Owner.Remove(connection);
    }

    /// <summary>Connects from <paramref name="source"/>; the listener has not accepted it yet.</summary>
    public Socket Connect(string source = "127.0.0.1")
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
        client.Connect(new IPEndPoint(IPAddress.Loopback, Listener.LocalAddress.Port));
        _clients.Add(client);
        return client;
    }

    /// <summary>Connects and lets the listener accept.</summary>
    public NetworkAddress Enter(string source = "127.0.0.1")
    {
        Socket client = Connect(source);
        Turn();
        return AddressOf(client);
    }

    public static NetworkAddress AddressOf(Socket client)
    {
        var local = (IPEndPoint)client.LocalEndPoint!;
        return NetworkAddress.From(local.Address, local.Port);
    }

    /// <summary>Sends one packet over a connection.</summary>
    public void Send(in TransportTuple tuple, int length)
    {
        Batch.GetSpan(length).Clear();
        Batch.Send(tuple, length);
        Batch.Flush();
    }

    /// <summary>Waits for nothing, and lets each socket that is ready receive. Returns how many were ready.</summary>
    public int Turn()
    {
        int count = Poller.Wait(TimeSpan.Zero, _ready);
        for (int i = 0; i < count; i++)
        {
            if (_sockets.TryGet(_ready[i], out IDatagramSocket? socket))
            {
                for (int slot = socket.Receive(_batch) - 1; slot >= 0; slot--)
                {
                    ReceivedBytes += _batch.GetBytes(slot).Length;
                }

                if (socket is TcpConnection { IsBroken: true } connection)
                {
                    Close(connection);
                }
            }
        }

        return count;
    }

    /// <summary>A dialer in the same loop.</summary>
    public TcpDialer Dial()
    {
        var dialer = new TcpDialer(_sockets.NextId(), IPAddress.Any, LengthFraming.Instance, this, Counters);
        _sockets.Add(dialer);
        return dialer;
    }

    /// <summary>Turns until something is true; false when that takes longer than loopback ever does.</summary>
    public bool TurnUntil(Func<bool> isDone)
    {
        Timestamp end = MonotonicClock.Now + TimeSpan.FromSeconds(10);
        while (!isDone() && MonotonicClock.Now < end)
        {
            Turn();
            while (_signals.TryTake(out int id))
            {
                if (_sockets.TryGet(id, out IDatagramSocket? socket) && socket is TcpConnection { IsBroken: true } connection)
                {
                    Close(connection);
                }
            }
        }

        return isDone();
    }

    public void HandleDeadlines(Timestamp now) => Deadlines.Handle(now, new NoSink());

    public void Dispose()
    {
        _clients.ForEach(static client => client.Dispose());
        Listener.Dispose();
        Batch.Dispose();
        Poller.Dispose();
        _batch.Dispose();
    }

    /// <summary>Nothing is sent by deadlines of sockets.</summary>
    private sealed class NoSink : IDatagramSink
    {
        public Span<byte> GetSpan(int maximumLength) => throw new InvalidOperationException();

        public void Send(in TransportTuple tuple, int length) => throw new InvalidOperationException();
    }
}
