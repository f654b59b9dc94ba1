using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Listening;

/// <summary>The sockets that one transport without ICE binds for itself.</summary>
internal sealed class LocalSockets(ISocketHost host)
{
    private readonly List<int> _ids = [];

    public IReadOnlyList<int> Ids => _ids;

    /// <summary>Binds one socket; what was bound before is closed when it fails.</summary>
    /// <exception cref="SocketBindException">The address cannot be bound.</exception>
    public LocalSocket Open(in ListenParameters listen, string? announcedAddress)
    {
        try
        {
            int id = host.OpenUdpSocket(listen, out NetworkAddress bound);
            _ids.Add(id);
            return new LocalSocket(id, new LocalEndpoint(announcedAddress ?? bound.ToIPAddress().ToString(), bound.Port));
        }
        catch
        {
            foreach (int id in _ids)
            {
                host.CloseSocket(id);
            }

            throw;
        }
    }

    /// <summary>What one of these sockets sends goes to this address from now on, if it is known.</summary>
    public void PreferRemote(TransportTuple? tuple)
    {
        if (tuple is { } known)
        {
            host.PreferRemote(known);
        }
    }

    public LocalSocket OpenLink(IDatagramLinkEnd end)
    {
        int id = host.OpenLink(end);
        _ids.Add(id);
        return new LocalSocket(id, new LocalEndpoint(end.Address.ToIPAddress().ToString(), end.Address.Port));
    }
}
