using System.Net;
using System.Net.Sockets;

namespace Tureen.Interop.Tests.Broadcasts;

/// <summary>UDP ports for programs that bind them themselves.</summary>
internal static class FreePorts
{
    private const int Attempts = 100;

    /// <summary>An even port that is free together with the next one, as RTP wants it (RFC 3550 section 11).</summary>
    public static int Pair()
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            using Socket first = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            first.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            int port = ((IPEndPoint)first.LocalEndPoint!).Port;
            if (port % 2 == 0 && IsFree(port + 1))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No pair of ports is free.");
    }

    /// <summary>Whether a program has bound a port of any local address; a socket that is connected to that port does not count.</summary>
    public static bool IsBound(int port) => File.ReadLines("/proc/net/udp")
        .Concat(File.ReadLines("/proc/net/udp6"))
        .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
        .Any(local => local.EndsWith($":{port:X4}", StringComparison.Ordinal));

    private static bool IsFree(int port)
    {
        using Socket second = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            second.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
