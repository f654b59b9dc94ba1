using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Checks where a transport wants to listen.</summary>
internal static class ListenInfoCheck
{
    /// <exception cref="MediasoupTypeException">The address or a port is wrong.</exception>
    public static ListenParameters Resolve(TransportListenInfo? info)
    {
        Check.Given(info, "listenInfo");
        Check.Defined(info.Protocol, "listenInfo.protocol");
        Check.Port(info.Port, "listenInfo.port");
        Check.That(info.SendBufferSize >= 0, "negative listenInfo.sendBufferSize");
        Check.That(info.RecvBufferSize >= 0, "negative listenInfo.recvBufferSize");
        IPAddress address = ParseIp(info.Ip, "listenInfo.ip");
        (int min, int max) = ResolvePorts(info);
        return new ListenParameters(
            address,
            (ushort)min,
            (ushort)max,
            IPv6Only: info.Flags?.Ipv6Only == true && address.AddressFamily == AddressFamily.InterNetworkV6,
            ReusePort: info.Flags?.UdpReusePort == true && info.Protocol == TransportProtocol.Udp,
            info.SendBufferSize,
            info.RecvBufferSize);
    }

    public static string? AnnouncedAddress(TransportListenInfo info)
    {
        string? announced = string.IsNullOrEmpty(info.AnnouncedAddress) ? info.AnnouncedIp : info.AnnouncedAddress;
        if (string.IsNullOrEmpty(announced))
        {
            return null;
        }

        Check.That(
            Uri.CheckHostName(announced) != UriHostNameType.Unknown,
            $"invalid listenInfo.announcedAddress '{announced}', neither an IP address nor a host name");
        return announced;
    }

    /// <summary>The candidate has the announced address, or without one the address where the transport listens. Clients must be able to send to it.</summary>
    /// <exception cref="MediasoupTypeException">It names no machine, such as 0.0.0.0.</exception>
    public static void RequireReachable(TransportListenInfo info, IPAddress listen, string? announced)
    {
        bool isListenAnnounced = announced is null || info.ExposeInternalIp;
        Check.That(
            !isListenAnnounced || !IsUnspecified(listen),
            announced is null
                ? $"invalid listenInfo.ip '{info.Ip}' without announcedAddress: clients cannot send to '{info.Ip}'; give an announcedAddress, or the address of one interface as ip"
                : $"invalid listenInfo.exposeInternalIp with ip '{info.Ip}': clients cannot send to '{info.Ip}'");
        Check.That(
            !AddressText.TryParse(announced, out IPAddress? address) || !IsUnspecified(address),
            $"invalid listenInfo.announcedAddress '{announced}': clients cannot send to it");
    }

    /// <exception cref="MediasoupTypeException">The address is missing.</exception>
    public static TransportListenInfo ToInfo(TransportListenIp? ip, TransportProtocol protocol, int port)
    {
        Check.Given(ip, "listenIp");
        return new TransportListenInfo { Protocol = protocol, Ip = ip.Ip, AnnouncedAddress = ip.AnnouncedIp, Port = port };
    }

    /// <summary>The one place where a plain or pipe transport listens.</summary>
    /// <exception cref="MediasoupTypeException">None or both are given, or it is not UDP.</exception>
    public static TransportListenInfo One(TransportListenInfo? info, TransportListenIp? ip, int port)
    {
        Check.That(info is null != ip is null, "either listenInfo or listenIp must be given");
        TransportListenInfo one = info ?? ToInfo(ip, TransportProtocol.Udp, port);
        return Udp(one, "listenInfo");
    }

    /// <exception cref="MediasoupTypeException">It is not UDP.</exception>
    public static TransportListenInfo Udp(TransportListenInfo info, string name)
    {
        Check.That(info.Protocol == TransportProtocol.Udp, $"invalid {name}.protocol, only udp is supported");
        return info;
    }

    /// <summary>The address of a peer.</summary>
    /// <exception cref="MediasoupTypeException">It is no IP address.</exception>
    public static IPAddress? RemoteIp(string? ip) => ip is null ? null : ParseIp(ip, "ip");

    private static bool IsUnspecified(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static (int Min, int Max) ResolvePorts(TransportListenInfo info)
    {
        if (info.PortRange is not { } range || (range.Min == 0 && range.Max == 0))
        {
            return (info.Port, info.Port);
        }

        Check.Port(range.Min, "listenInfo.portRange.min");
        Check.Port(range.Max, "listenInfo.portRange.max");
        Check.That(range.Min <= range.Max, "listenInfo.portRange.min is greater than max");
        return (range.Min, range.Max);
    }

    /// <inheritdoc cref="AddressText.TryParse"/>
    public static bool TryParseIp([NotNullWhen(true)] string? text, [NotNullWhen(true)] out IPAddress? address) => AddressText.TryParse(text, out address);

    private static IPAddress ParseIp(string? ip, string name)
    {
        Check.That(ip is not null, $"missing {name}");
        Check.That(AddressText.TryParse(ip, out IPAddress? address), $"invalid {name} '{ip}', not an IP address");
        return address;
    }
}
