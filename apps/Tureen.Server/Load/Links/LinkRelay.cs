using System.Net;
using System.Net.Sockets;

namespace Tureen.Server.Load.Links;

/// <summary>The link between one transport of a participant and the server: a socket that the participant sends to, and one that sends to the server.</summary>
internal sealed class LinkRelay : IDisposable
{
    private const int MaxPacketLength = 2_048;

    private readonly Lock _gate = new();
    private readonly RelayClock _clock;
    private readonly Socket _near;
    private readonly Socket _far;
    private readonly LinkEmulator _up;
    private readonly LinkEmulator _down;
    private EndPoint? _participant;
    private volatile bool _isClosed;

    /// <param name="server">Where the server's transport is.</param>
    /// <param name="conditions">Of each direction.</param>
    /// <param name="clock">What lets packets out in time.</param>
    /// <param name="random">The source of a seed.</param>
    public LinkRelay(IPEndPoint server, LinkConditions conditions, RelayClock clock, Random random)
    {
        _clock = clock;
        _up = new LinkEmulator(conditions, new Random(random.Next()));
        _down = new LinkEmulator(conditions, new Random(random.Next()));
        IPAddress loopback = server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        _near = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _far = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _near.Bind(new IPEndPoint(loopback, 0));
        _far.Connect(server);
        clock.Add(this);
        _ = ReceiveAsync(_near, _up, isFromParticipant: true);
        _ = ReceiveAsync(_far, _down, isFromParticipant: false);
    }

    /// <summary>Where the participant sends.</summary>
    public IPEndPoint Address => (IPEndPoint)_near.LocalEndPoint!;

    /// <summary>Sends what is due.</summary>
    public void SendDue(TimeSpan now)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            while (_up.TryLeave(now, out byte[]? packet))
            {
                Send(_far, packet, null);
            }

            while (_participant is not null && _down.TryLeave(now, out byte[]? packet))
            {
                Send(_near, packet, _participant);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        _clock.Remove(this);
        _near.Dispose();
        _far.Dispose();
    }

    private static void Send(Socket socket, byte[] packet, EndPoint? to)
    {
        try
        {
            _ = to is null ? socket.Send(packet) : socket.SendTo(packet, to);
        }
        catch (SocketException)
        {
            // The network lost it. The other side may have closed, or its queue is full.
        }
    }

    private async Task ReceiveAsync(Socket socket, LinkEmulator link, bool isFromParticipant)
    {
        byte[] buffer = new byte[MaxPacketLength];
        var any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!_isClosed)
        {
            try
            {
                SocketReceiveFromResult received = await socket.ReceiveFromAsync(buffer, any);
                lock (_gate)
                {
                    _participant = isFromParticipant ? received.RemoteEndPoint : _participant;
                    link.Enter(_clock.Now, buffer.AsSpan(0, received.ReceivedBytes));
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // An ICMP message of a packet sent before: nobody listens there at the moment.
            }
        }
    }
}
