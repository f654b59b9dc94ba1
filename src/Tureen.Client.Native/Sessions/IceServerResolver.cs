using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;

namespace Tureen.Client.Native.Sessions;

/// <summary>STUN and TURN servers as the application names them, as addresses that the engine can ask.</summary>
internal static class IceServerResolver
{
    /// <summary>Reads the URLs. A browser refuses the same ones.</summary>
    /// <exception cref="MediasoupTypeException">A URL names no STUN or TURN server, a TURN server has no credential, or there are too many.</exception>
    public static IReadOnlyList<(string Url, IceServerAddress Address, IceServer Server)> Read(IReadOnlyList<IceServer> servers)
    {
        List<(string, IceServerAddress, IceServer)> read = [];
        foreach (IceServer server in servers)
        {
            foreach (string url in server.Urls)
            {
                IceServerAddress address = IceServerAddress.Parse(url)
                    ?? throw new MediasoupTypeException($"'{url}' is no URL of a STUN or TURN server");
                ThrowIfUnusable(url, address, server);
                read.Add((url, address, server));
            }
        }

        return read.Count <= EngineLimits.MaxGatheringServers
            ? read
            : throw new MediasoupTypeException($"{read.Count} URLs of ICE servers, more than {EngineLimits.MaxGatheringServers}");
    }

    /// <summary>Looks up the names. A server whose name has no address is in <paramref name="report"/> and left out.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="peers">Which address families relays are needed for.</param>
    /// <param name="validation">Decides about certificates; null for the rules of the system.</param>
    /// <param name="report">Receives what cannot be used.</param>
    public static async Task<IReadOnlyList<ClientIceServer>> ResolveAsync(
        IReadOnlyList<(string Url, IceServerAddress Address, IceServer Server)> servers,
        IReadOnlySet<AddressFamily> peers,
        RemoteCertificateValidationCallback? validation,
        Action<IceCandidateError> report)
    {
        List<ClientIceServer> resolved = [];
        foreach ((string url, IceServerAddress address, IceServer server) in servers)
        {
            IPAddress[] found = await LookUpAsync(address.Host).ConfigureAwait(false);
            if (found.Length == 0)
            {
                report(new IceCandidateError(url, null, null, IceServerReport.Unreachable, $"{address.Host} has no address"));
            }

            foreach (IPAddress at in found)
            {
                var one = new ClientIceServer(url, NetworkAddress.From(at, address.Port))
                {
                    IsRelay = address.IsTurn,
                    IsStream = address.IsTcp,
                    Security = address.IsTls ? new StreamSecurity(address.Host, validation) : null,
                    Username = server.Username ?? "",
                    Password = server.Credential ?? "",
                };
                resolved.AddRange(ForFamilies(one, peers));
            }
        }

        return [.. resolved.Take(EngineLimits.MaxGatheringServers)];
    }

    /// <summary>A relay has one family of addresses, which is that of the peer and not that of the server.</summary>
    private static IEnumerable<ClientIceServer> ForFamilies(ClientIceServer server, IReadOnlySet<AddressFamily> peers)
    {
        if (!server.IsRelay)
        {
            // How a server sees a TCP connection is of no use to anybody.
            return server.IsStream ? [] : [server];
        }

        return peers.Select(family => server with { WantsIPv6 = family == AddressFamily.InterNetworkV6 });
    }

    private static void ThrowIfUnusable(string url, IceServerAddress address, IceServer server)
    {
        if (address.IsTurn && (string.IsNullOrEmpty(server.Username) || server.Credential is null))
        {
            throw new MediasoupTypeException($"missing username or credential of '{url}'");
        }

        if (Encoding.UTF8.GetByteCount(server.Username ?? "") > EngineLimits.MaxStunUsernameLength)
        {
            throw new MediasoupTypeException($"the username of '{url}' is longer than {EngineLimits.MaxStunUsernameLength} bytes");
        }
    }

    /// <summary>The first address of each family: the others of a name are the same service.</summary>
    private static async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            IPAddress[] all = await Dns.GetHostAddressesAsync(host).ConfigureAwait(false);
            return [.. all.DistinctBy(static address => address.AddressFamily)];
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return [];
        }
    }
}
