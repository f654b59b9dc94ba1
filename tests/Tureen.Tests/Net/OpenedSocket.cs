using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Net.Loop;

namespace Tureen.Tests.Net;

/// <summary>A socket of a worker under test.</summary>
internal readonly record struct OpenedSocket(int SocketId, NetworkAddress LocalAddress)
{
    public static ListenParameters On(IPAddress address, int port = 0) => new(address, (ushort)port, (ushort)port);

    public static OpenedSocket Open(WorkerHost host, ListenParameters parameters)
    {
        int id = host.OpenUdpSocket(parameters, out NetworkAddress bound);
        return new OpenedSocket(id, bound);
    }

    public static Task<OpenedSocket> OpenAsync(WorkerHost host, ListenParameters parameters) =>
        host.InvokeAsync((_, _) => Open(host, parameters));
}
