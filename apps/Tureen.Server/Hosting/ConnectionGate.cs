using System.Net;
using Microsoft.AspNetCore.Connections;
using Tureen.Rooms;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;

namespace Tureen.Server.Hosting;

/// <summary>Closes TCP connections of an address that has too many of them, before anything is read.</summary>
internal sealed class ConnectionGate(RoomLimitOptions limits, IReadOnlyList<IPNetwork> proxies)
{
    private readonly AddressShares _connections = new(
        Math.Max(SecurityLimits.MaxConnections, limits.MaxSockets), limits.MaxSocketsPerAddress * SecurityLimits.ConnectionsPerSocket);

    public ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        // The connections of a proxy are those of many addresses.
        AddressKey address = AddressKey.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        bool isProxy = proxies.Any(network => network.Contains(address.Value));
        using IDisposable? place = isProxy ? _connections.TryTakeUnshared() : _connections.TryTake(address);
        if (place is null)
        {
            connection.Abort();
            return;
        }

        await next(connection);
    };
}
