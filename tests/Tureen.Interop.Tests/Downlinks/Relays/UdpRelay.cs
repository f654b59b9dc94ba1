using System.Net;
using System.Net.Sockets;

namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>
/// Stands between browsers and the server's media port: each browser's socket has one of its own toward the server. What goes to the
/// browsers shares one link, what comes from them another one.
/// </summary>
internal sealed class UdpRelay : IDisposable
{
    private const int SocketBuffer = 4 * 1024 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);

    private readonly EndPoint _server;
    private readonly Lock _gate = new();
    private readonly RelayLink _down = new();
    private readonly RelayLink _up = new();
    private readonly Dictionary<EndPoint, RelayFlow> _flows = [];
    private readonly PollSet _polled = new();
    private readonly byte[] _buffer = new byte[65_536];
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private Socket _front = null!;
    private volatile bool _isEnding;

    private UdpRelay(IPEndPoint server, string? networkNamespace)
    {
        _server = server;
        _thread = new Thread(() => Run(server.Address, networkNamespace)) { IsBackground = true, Name = "relay" };
    }

    /// <summary>The port, at the server's address, that browsers send to.</summary>
    public int Port { get; private set; }

    /// <summary>What went to the browsers.</summary>
    public LinkCount Down
    {
        get
        {
            lock (_gate)
            {
                return _down.Count;
            }
        }
    }

    public static async Task<UdpRelay> StartAsync(IPEndPoint server, string? networkNamespace = null)
    {
        UdpRelay relay = new(server, networkNamespace);
        relay._thread.Start();
        relay.Port = await relay._port.Task;
        return relay;
    }

    /// <summary>Changes the link to the browsers.</summary>
    public void SetDown(LinkConditions conditions) => Set(_down, conditions);

    /// <summary>Changes the link from the browsers.</summary>
    public void SetUp(LinkConditions conditions) => Set(_up, conditions);

    /// <summary>Milliseconds that each packet to the browsers waited since the last call.</summary>
    public IReadOnlyList<double> TakeWaits()
    {
        lock (_gate)
        {
            return _down.TakeWaits();
        }
    }

    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
    }

    private void Set(RelayLink link, LinkConditions conditions)
    {
        lock (_gate)
        {
            link.Set(RelayClock.Now, conditions);
        }
    }

    private void Run(IPAddress address, string? networkNamespace)
    {
        try
        {
            if (networkNamespace is not null)
            {
                NamespaceThread.Enter(networkNamespace);
            }

            _front = Open();
            _front.Bind(new IPEndPoint(address, 0));
            _polled.Add(_front);
        }
        catch (Exception exception)
        {
            _port.SetException(exception);
            return;
        }

        _port.SetResult(((IPEndPoint)_front.LocalEndPoint!).Port);
        while (!_isEnding)
        {
            _polled.Wait(GetWait());
            lock (_gate)
            {
                Receive();
                Deliver();
            }
        }

        _front.Dispose();
        foreach (RelayFlow flow in _flows.Values)
        {
            flow.Socket.Dispose();
        }
    }

    private TimeSpan GetWait()
    {
        lock (_gate)
        {
            long wait = Math.Min(_down.NextDeadline, _up.NextDeadline) - RelayClock.Now;
            return TimeSpan.FromMicroseconds(Math.Clamp(wait, 0, (long)LongestWait.TotalMicroseconds));
        }
    }

    private void Receive()
    {
        while (_front.Available > 0)
        {
            EndPoint browser = new IPEndPoint(IPAddress.Any, 0);
            int length = _front.ReceiveFrom(_buffer, ref browser);
            Enter(_up, GetFlow(browser), length);
        }

        foreach (RelayFlow flow in _flows.Values)
        {
            while (flow.Socket.Available > 0)
            {
                Enter(_down, flow, flow.Socket.Receive(_buffer));
            }
        }
    }

    private void Enter(RelayLink link, RelayFlow flow, int length)
    {
        long now = RelayClock.Now;
        link.Enter(now, new RelayedPacket(flow, _buffer.AsSpan(0, length).ToArray(), now));
    }

    private RelayFlow GetFlow(EndPoint browser)
    {
        if (!_flows.TryGetValue(browser, out RelayFlow? flow))
        {
            Socket socket = Open();
            socket.Connect(_server);
            flow = new RelayFlow(browser, socket);
            _flows.Add(browser, flow);
            _polled.Add(socket);
        }

        return flow;
    }

    private void Deliver()
    {
        long now = RelayClock.Now;
        while (_up.Leave(now) is { } packet)
        {
            TrySend(() => packet.Flow.Socket.Send(packet.Bytes));
        }

        while (_down.Leave(now) is { } packet)
        {
            TrySend(() => _front.SendTo(packet.Bytes, packet.Flow.Browser));
        }
    }

    /// <summary>A browser or server that has ended refuses packets; the network would lose them.</summary>
    private static void TrySend(Action send)
    {
        try
        {
            send();
        }
        catch (SocketException)
        {
            // It is lost.
        }
    }

    private static Socket Open() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
    {
        ReceiveBufferSize = SocketBuffer,
        SendBufferSize = SocketBuffer,
        Blocking = true,
    };
}
