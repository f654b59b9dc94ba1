using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Portable;

/// <summary>The same over <see cref="Socket"/>, for every system; a loopback socket that sends to itself wakes the wait.</summary>
internal sealed class PortableSocketPoller : ISocketPoller
{
    private static readonly byte[] WakeByte = [1];

    private readonly NetCounters _counters;
    private readonly Dictionary<Socket, int> _ids = [];
    private readonly HashSet<Socket> _senders = [];
    private readonly List<Socket> _watched = [];
    private readonly List<Socket> _watchedToSend = [];
    private readonly Socket _bell;
    private readonly byte[] _drain = new byte[16];
    private uint _rotation;

    public PortableSocketPoller(NetCounters counters)
    {
        _counters = counters;
        _bell = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        _bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _bell.Connect(_bell.LocalEndPoint!);
    }

    // One byte more, which shows a datagram that is too long: not every system reports the cut.
    public int ReceiveSlotLength => EngineLimits.MaxDatagramLength + 1;

    public IDatagramSocket? TryOpenUdp(int socketId, in ListenParameters parameters, int port, out BindRefusal refusal)
    {
        if (PortableUdpBinder.TryOpen(parameters, port, out refusal) is not { } socket)
        {
            return null;
        }

        PortableUdpSocket wrapped = new(socketId, socket, _counters);
        _ids.Add(socket, socketId);
        return wrapped;
    }

    public void Close(IDatagramSocket socket)
    {
        _ids.Remove(((PortableUdpSocket)socket).Socket);
        socket.Dispose();
    }

    public void Abandon(IDatagramSocket socket) => ((PortableUdpSocket)socket).Socket.Dispose();

    public bool TryWatch(int id, Socket socket, bool wantsToSend)
    {
        _ids[socket] = id;
        if (wantsToSend)
        {
            _senders.Add(socket);
        }
        else
        {
            _senders.Remove(socket);
        }

        return true;
    }

    public void Unwatch(int id, Socket socket)
    {
        _ids.Remove(socket);
        _senders.Remove(socket);
    }

    public int Wait(TimeSpan timeout, Span<int> ready)
    {
        _watched.Clear();
        _watched.Add(_bell);
        _watched.AddRange(_ids.Keys);
        _watchedToSend.Clear();
        _watchedToSend.AddRange(_senders);
        Socket.Select(_watched, _watchedToSend, null, timeout);
        _watched.AddRange(_watchedToSend.Except(_watched));
        int written = 0;
        _rotation++;
        for (int i = 0; i < _watched.Count; i++)
        {
            // Begins at another socket each time, so that many busy sockets do not starve the rest.
            Socket socket = _watched[(int)((_rotation + (uint)i) % (uint)_watched.Count)];
            if (ReferenceEquals(socket, _bell))
            {
                DrainBell();
            }
            else if (written < ready.Length && _ids.TryGetValue(socket, out int id))
            {
                ready[written++] = id;
            }
        }

        return written;
    }

    public void Wake()
    {
        try
        {
            _bell.Send(WakeByte);
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended; nobody needs to wake.
        }
        catch (SocketException)
        {
            // The wake socket is full and signals already.
        }
    }

    public TimeSpan? GetThreadCpuTime() => null;

    public void Dispose()
    {
        _ids.Clear();
        _bell.Dispose();
    }

    private void DrainBell()
    {
        try
        {
            while (_bell.Poll(0, SelectMode.SelectRead))
            {
                _bell.Receive(_drain);
            }
        }
        catch (SocketException)
        {
            // Nothing left.
        }
    }
}
