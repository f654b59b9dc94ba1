using System.Net;
using System.Net.Sockets;
using Tureen.Ortc;

namespace Tureen.Client.Native.Sessions;

/// <summary>The addresses of the server as numbers, and the local addresses that can reach them.</summary>
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
            else if (!IsMulticastName(candidate))
            {
                resolved.AddRange((await LookUpAsync(candidate.Address).ConfigureAwait(false)).Select(address => At(candidate, address)));
            }
        }

        return resolved;
    }

    /// <summary>Whether a candidate has a name of multicast DNS in place of its address.</summary>
    public static bool IsMulticastName(IceCandidate candidate) => candidate.Address.EndsWith(".local", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address families that the server has; both for one that has not named an address yet.</summary>
    public static HashSet<AddressFamily> FamiliesOf(IReadOnlyList<IceCandidate> remotes)
    {
        HashSet<AddressFamily> families = [.. remotes.Select(static remote => IPAddress.Parse(remote.Address).AddressFamily)];
        return families.Count > 0 ? families : [AddressFamily.InterNetwork];
    }

    /// <summary>Where to bind sockets: all addresses of these families.</summary>
    public static IReadOnlyList<IPAddress> LocalFor(IReadOnlySet<AddressFamily> families)
    {
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
