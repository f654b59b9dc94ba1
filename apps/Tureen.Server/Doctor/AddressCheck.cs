using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Tureen.Rooms.Settings;
using Tureen.Server.Settings;

namespace Tureen.Server.Doctor;

/// <summary>Where the server listens, and the address that browsers get for media.</summary>
internal static class AddressCheck
{
    private const string Subject = "addresses";

    public static IReadOnlyList<Finding> Run(RoomServerSettings settings)
    {
        MediaAddress media = MediaAddress.Choose(settings);
        string announced = media.Announced ?? media.Ip;
        List<Finding> findings =
        [
            Finding.Good(Subject, $"pages and signaling listen on {settings.ListenIp?.ToString() ?? "localhost"}:{settings.Port}, media on {media.Ip}; browsers get {announced} for media"),
        ];
        IPAddress[] own = OwnAddresses();
        if (media.Announced is null && IPAddress.TryParse(media.Ip, out IPAddress? ip) && IsPrivate(ip))
        {
            findings.Add(IPAddress.IsLoopback(ip)
                ? Finding.Warning(Subject, "only browsers on this machine reach media, and Firefox does not use loopback addresses", "--listen-ip 0.0.0.0, and --announced-address behind NAT")
                : Finding.Warning(Subject, $"{ip} is a private address, which only this network reaches", "behind NAT, set --announced-address to the public address"));
        }
        else if (media.Announced is { } name && !IPAddress.TryParse(name, out _))
        {
            findings.Add(ResolveName(name));
        }
        else if (IPAddress.TryParse(announced, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork && !own.Contains(address) && !IsPrivate(address))
        {
            findings.Add(Finding.Good(Subject, $"{address} is no address of this machine: NAT must send its ports {settings.RtcMinPort}-{settings.RtcMaxPort} here"));
        }

        return findings;
    }

    public static IPAddress[] OwnAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces().SelectMany(static one => one.GetIPProperties().UnicastAddresses).Select(static one => one.Address),
    ];

    public static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal)
        {
            return true;
        }

        // RFC 1918, RFC 3927, and the shared addresses of RFC 6598.
        byte[] bytes = address.GetAddressBytes();
        return bytes.Length == 4 && (bytes[0] == 10
            || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 100 && bytes[1] is >= 64 and < 128));
    }

    private static Finding ResolveName(string name)
    {
        try
        {
            return Finding.Good(Subject, $"{name} is {string.Join(", ", Dns.GetHostAddresses(name).Select(static one => one.ToString()))}");
        }
        catch (SocketException exception)
        {
            return Finding.Bad(Subject, $"the announced name {name} has no address here: {exception.Message}", "browsers need a name that resolves, or an address");
        }
    }
}
