using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>
/// For each socket that sends mostly to one address, a second socket that is connected to it: the kernel then looks for the route once and not
/// for each packet, a third of what sending one costs. It is one of the worker's sockets like others; what comes in by it has the id of the first one.
/// </summary>
internal sealed class PreferredRemotes(EventLoop loop)
{
    private readonly Dictionary<int, int> _connected = [];

    /// <summary>Makes or replaces the second socket; without effect where the system has none to give.</summary>
    public void Prefer(int socketId, in NetworkAddress remote)
    {
        if (!loop.Sockets.TryGet(socketId, out IDatagramSocket? socket))
        {
            return;
        }

        Forget(socketId);
        int id = loop.Sockets.NextId();
        if (loop.Poller.TryConnectUdp(id, socket, remote) is { } connected)
        {
            loop.Sockets.Add(connected);
            _connected.Add(socketId, id);
        }
    }

    /// <summary>Closes the second socket, if there is one.</summary>
    public void Forget(int socketId)
    {
        if (_connected.Remove(socketId, out int id) && loop.Sockets.Remove(id, out IDatagramSocket? connected))
        {
            loop.Close(connected);
        }
    }
}
