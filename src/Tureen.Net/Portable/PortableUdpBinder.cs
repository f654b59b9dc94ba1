using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Portable;

/// <summary>Opens and binds a <see cref="Socket"/>, or says why not and leaves nothing open.</summary>
internal static class PortableUdpBinder
{
    // Windows' SIO_UDP_CONNRESET: else a peer's "port unreachable" would come back as an error of receiving.
    private const int WindowsConnectionReset = -1744830452;

    public static Socket? TryOpen(in ListenParameters parameters, int port, out BindRefusal refusal)
    {
        refusal = default;
        Socket? socket = null;
        try
        {
            socket = new Socket(parameters.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
            SetOptions(socket, parameters);
            socket.Bind(new IPEndPoint(parameters.Address, port));
            return socket;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            refusal = BindRefusal.From(exception);
            return null;
        }
    }

    private static void SetOptions(Socket socket, in ListenParameters parameters)
    {
        if (parameters.Address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = !parameters.IPv6Only;
        }

        if (parameters.ReusePort)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }
        else if (OperatingSystem.IsWindows())
        {
            socket.ExclusiveAddressUse = true;
        }

        if (parameters.SendBufferSize > 0)
        {
            socket.SendBufferSize = parameters.SendBufferSize;
        }

        if (parameters.ReceiveBufferSize > 0)
        {
            socket.ReceiveBufferSize = parameters.ReceiveBufferSize;
        }

        if (OperatingSystem.IsWindows())
        {
            socket.IOControl(WindowsConnectionReset, [0, 0, 0, 0], null);
        }
    }
}
