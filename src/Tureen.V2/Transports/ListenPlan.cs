using System.Net;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Where the transports of a server listen.</summary>
/// <param name="IPv4">An IPv4 address of this machine; null for none.</param>
/// <param name="AnnouncedIPv4">What clients get instead.</param>
/// <param name="IPv6">An IPv6 address of this machine; null for none.</param>
/// <param name="AnnouncedIPv6">What clients get instead.</param>
internal sealed record ListenPlan(IPAddress? IPv4, string? AnnouncedIPv4, IPAddress? IPv6, string? AnnouncedIPv6)
{
    /// <summary>In v2's order: UDP over IPv4, over IPv6, then TCP.</summary>
    public List<TransportListenInfo> ListenInfos(TransportWishes wishes)
    {
        List<TransportListenInfo> infos = [];
        if (wishes.Udp)
        {
            Add(infos, TransportProtocol.Udp);
        }

        if (wishes.Tcp)
        {
            Add(infos, TransportProtocol.Tcp);
        }

        return infos;
    }

    /// <summary>Where a plain transport listens: the family of the remote address decides, then the wishes.</summary>
    /// <exception cref="MediasoupException">That family is off.</exception>
    public TransportListenInfo PlainInfo(TransportWishes wishes, IPAddress? remote, string? localIP)
    {
        if (localIP is not null)
        {
            return new TransportListenInfo { Ip = localIP };
        }

        bool isIPv6 = remote is null
            ? IPv4 is null || (wishes.PreferIPv6 && !wishes.PreferIPv4 && IPv6 is not null)
            : remote.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        IPAddress? address = isIPv6 ? IPv6 : IPv4;
        return address is null
            ? throw new MediasoupException("no local address of that family")
            : Info(TransportProtocol.Udp, address, isIPv6 ? AnnouncedIPv6 : AnnouncedIPv4);
    }

    private static TransportListenInfo Info(TransportProtocol protocol, IPAddress address, string? announced) =>
        new() { Protocol = protocol, Ip = address.ToString(), AnnouncedAddress = announced };

    private void Add(List<TransportListenInfo> infos, TransportProtocol protocol)
    {
        if (IPv4 is not null)
        {
            infos.Add(Info(protocol, IPv4, AnnouncedIPv4));
        }

        if (IPv6 is not null)
        {
            infos.Add(Info(protocol, IPv6, AnnouncedIPv6));
        }
    }
}
