using System.Net;
using System.Net.Sockets;
using Tureen.Ortc;

namespace Tureen.Client.Native.Sessions;

/// <summary>The addresses of the server as numbers, and the local ones that can reach them.</summary>
internal static class RemoteAddresses
{
    /// <summary>Looks up the names among the addresses. Names of multicast DNS belong to other machines' browsers and are left out.</summary>
    public static async Task<List<IceCandidate>> ResolveAsync(IReadOnlyList<IceCandidate> candidates)
    {
        List<IceCandidate> resolved = [];
        foreach (IceCandidate candidate in candidates)
        {
            if (IPAddress.TryParse(candidate.Address, out _))
            {
                resolved.Add(candidate);
            }
            else if (!candidate.Address.EndsWith(".local", StringComparison.OrdinalIgnoreCase))
            {
                resolved.AddRange((await LookUpAsync(candidate.Address).ConfigureAwait(false)).Select(address => At(candidate, address)));
            }
        }

        return resolved;
    }

    /// <summary>Where to bind sockets: all addresses of the families that the server has.</summary>
    public static IReadOnlyList<IPAddress> LocalFor(IReadOnlyList<IceCandidate> remotes)
    {
        HashSet<AddressFamily> families = [.. remotes.Select(static remote => IPAddress.Parse(remote.Address).AddressFamily)];
        List<IPAddress> locals = [];
        if (families.Contains(AddressFamily.InterNetworkV6) && Socket.OSSupportsIPv6)
        {
            locals.Add(IPAddress.IPv6Any);
        }

        if (families.Contains(AddressFamily.InterNetwork) || locals.Count == 0)
        {
            locals.Add(IPAddress.Any);
        }

        return locals;
    }

    private static async Task<IPAddress[]> LookUpAsync(string name)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // ICE goes by the other addresses, and fails if there are none.
            return [];
        }
    }

    private static IceCandidate At(IceCandidate candidate, IPAddress address)
    {
        IceCandidate copy = candidate.Clone();
        copy.Address = address.ToString();
        copy.Ip = copy.Address;
        return copy;
    }
}
