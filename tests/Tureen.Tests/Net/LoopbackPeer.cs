using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Net;

/// <summary>The other end of a loopback test: a blocking socket that gives up after ten seconds.</summary>
internal sealed class LoopbackPeer : IDisposable
{
    private readonly byte[] _buffer = new byte[65_536];

    public LoopbackPeer(IPAddress address)
    {
        Socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = 10_000,
            ReceiveBufferSize = 4_000_000,
        };
        Socket.Bind(new IPEndPoint(address, 0));
    }

    public Socket Socket { get; }

    public NetworkAddress Address
    {
        get
        {
            IPEndPoint local = (IPEndPoint)Socket.LocalEndPoint!;
            return NetworkAddress.From(local.Address, local.Port);
        }
    }

    public void Send(in NetworkAddress to, params byte[] bytes) =>
        Socket.SendTo(bytes, new IPEndPoint(to.ToIPAddress(), to.Port));

    public byte[] Receive() => _buffer[..Socket.Receive(_buffer)];

    public void Dispose() => Socket.Dispose();
}
