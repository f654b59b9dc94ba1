using System.Net;
using System.Net.Sockets;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Sockets;

/// <summary>TCP connections of one address that say nothing, or nothing but empty frames.</summary>
internal sealed class SilentConnections(IPEndPoint server) : IDisposable
{
    private static readonly byte[] EmptyFrame = [0, 0];

    private readonly List<Socket> _sockets = [];

    public int Count => _sockets.Count;

    /// <summary>Opens so many, or as many as the server lets.</summary>
    public async Task OpenAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Socket socket = SourceAddress.Tcp(SourceAddress.Attacker);
            try
            {
                using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await socket.ConnectAsync(server, deadline.Token);
                _sockets.Add(socket);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                return;
            }
        }
    }

    /// <summary>Sends an empty frame on each, and opens those anew that the server has closed; how many these are.</summary>
    public async Task<int> RefreshAsync()
    {
        int closed = 0;
        foreach (Socket socket in _sockets.ToArray())
        {
            if (IsClosed(socket))
            {
                _sockets.Remove(socket);
                socket.Dispose();
                closed++;
            }
        }

        await OpenAsync(closed);
        return closed;
    }

    public void Dispose()
    {
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private static bool IsClosed(Socket socket)
    {
        try
        {
            return (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0) || socket.Send(EmptyFrame) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
