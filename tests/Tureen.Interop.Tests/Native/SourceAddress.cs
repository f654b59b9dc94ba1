using System.Net;
using System.Net.Sockets;

namespace Tureen.Interop.Tests.Native;

/// <summary>HTTP and WebSockets from an address of one's own, so that limits for each address hit the one who deserves them.</summary>
internal static class SourceAddress
{
    /// <summary>Where attackers come from. All of 127.0.0.0/8 is this machine.</summary>
    public static readonly IPAddress Attacker = IPAddress.Parse("127.0.0.66");

    public static readonly IPAddress Honest = IPAddress.Loopback;

    public static HttpMessageInvoker Invoker(IPAddress address) => new(Handler(address), disposeHandler: true);

    public static HttpClient Client(IPAddress address, string server) =>
        new(Handler(address), disposeHandler: true) { BaseAddress = new Uri($"http://{server}/"), Timeout = TimeSpan.FromSeconds(20) };

    public static Socket Tcp(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    private static SocketsHttpHandler Handler(IPAddress address) => new()
    {
        MaxConnectionsPerServer = int.MaxValue,
        ConnectCallback = async (context, cancellation) =>
        {
            Socket socket = Tcp(address);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
