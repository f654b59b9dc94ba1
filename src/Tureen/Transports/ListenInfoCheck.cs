using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Checks where a transport wants to listen.</summary>
internal static class ListenInfoCheck
{
    private const int DotsOfIPv4 = 3;

    /// <exception cref="MediasoupTypeException">The address or a port is wrong.</exception>
    public static ListenParameters Resolve(TransportListenInfo? info)
    {
        Check.Given(info, "listenInfo");
        Check.Defined(info.Protocol, "listenInfo.protocol");
        Check.Port(info.Port, "listenInfo.port");
        Check.That(info.SendBufferSize >= 0, "negative listenInfo.sendBufferSize");
        Check.That(info.RecvBufferSize >= 0, "negative listenInfo.recvBufferSize");
        IPAddress address = ParseIp(info.Ip);
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
        return string.IsNullOrEmpty(announced) ? null : announced;
    }

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

    private static IPAddress ParseIp(string? ip)
    {
        // The base library also takes 1 or 127.1 for IPv4 addresses.
        bool isIp = IPAddress.TryParse(ip, out IPAddress? address)
            && (address.AddressFamily != AddressFamily.InterNetwork || ip!.AsSpan().Count('.') == DotsOfIPv4);
        Check.That(isIp, $"invalid listenInfo.ip '{ip}'");
        return address!;
    }
}
