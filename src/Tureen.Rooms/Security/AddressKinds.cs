using System.Net;

namespace Tureen.Rooms.Security;

/// <summary>Sorts IP addresses by the registries of special-purpose addresses (RFC 6890).</summary>
internal static class AddressKinds
{
    private static readonly (IPNetwork Network, AddressKind Kind)[] Networks =
    [
        (IPNetwork.Parse("0.0.0.0/8"), AddressKind.Unusable),
        (IPNetwork.Parse("10.0.0.0/8"), AddressKind.Private),
        (IPNetwork.Parse("100.64.0.0/10"), AddressKind.Private),
        (IPNetwork.Parse("127.0.0.0/8"), AddressKind.Loopback),
        (IPNetwork.Parse("169.254.0.0/16"), AddressKind.Private),
        (IPNetwork.Parse("172.16.0.0/12"), AddressKind.Private),
        (IPNetwork.Parse("192.0.0.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("192.0.2.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("192.88.99.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("192.168.0.0/16"), AddressKind.Private),
        (IPNetwork.Parse("198.18.0.0/15"), AddressKind.Private),
        (IPNetwork.Parse("198.51.100.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("203.0.113.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("224.0.0.0/4"), AddressKind.Unusable),
        (IPNetwork.Parse("240.0.0.0/4"), AddressKind.Unusable),
        (IPNetwork.Parse("::1/128"), AddressKind.Loopback),
        // Translated, tunnelled and compatible forms lead to an IPv4 address that nobody has checked.
        (IPNetwork.Parse("::/96"), AddressKind.Unusable),
        (IPNetwork.Parse("64:ff9b::/96"), AddressKind.Unusable),
        (IPNetwork.Parse("64:ff9b:1::/48"), AddressKind.Unusable),
        (IPNetwork.Parse("100::/64"), AddressKind.Unusable),
        (IPNetwork.Parse("2001::/23"), AddressKind.Unusable),
        (IPNetwork.Parse("2001:db8::/32"), AddressKind.Unusable),
        (IPNetwork.Parse("2002::/16"), AddressKind.Unusable),
        (IPNetwork.Parse("3fff::/20"), AddressKind.Unusable),
        (IPNetwork.Parse("fc00::/7"), AddressKind.Private),
        (IPNetwork.Parse("fe80::/10"), AddressKind.Private),
        (IPNetwork.Parse("fec0::/10"), AddressKind.Private),
        (IPNetwork.Parse("ff00::/8"), AddressKind.Unusable),
    ];

    public static AddressKind Of(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach ((IPNetwork network, AddressKind kind) in Networks)
        {
            if (network.Contains(plain))
            {
                return kind;
            }
        }

        return AddressKind.Public;
    }
}
