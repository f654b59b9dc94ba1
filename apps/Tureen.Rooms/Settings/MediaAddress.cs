using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tureen.Rooms.Settings;

/// <summary>Where media listens, and what browsers are told about it.</summary>
/// <param name="Ip">A local address.</param>
/// <param name="Announced">What browsers are told instead; null for the same.</param>
internal sealed record MediaAddress(string Ip, string? Announced)
{
    public static MediaAddress Choose(RoomServerSettings settings)
    {
        IPAddress? listen = settings.ListenIp;
        if (listen is not null && !listen.Equals(IPAddress.Any) && !listen.Equals(IPAddress.IPv6Any))
        {
            return new MediaAddress(listen.ToString(), settings.AnnouncedAddress);
        }

        // Nobody can send to 0.0.0.0, and Firefox uses no loopback addresses: without an announced address it must be
        // the machine's own.
        return settings.AnnouncedAddress is null
            ? new MediaAddress(FindMain().ToString(), null)
            : new MediaAddress((listen ?? IPAddress.Any).ToString(), settings.AnnouncedAddress);
    }

    private static IPAddress FindMain()
    {
        IPAddress? fallback = null;
        foreach (NetworkInterface network in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (network.OperationalStatus == OperationalStatus.Down || network.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            {
                continue;
            }

            IPInterfaceProperties properties = network.GetIPProperties();
            IPAddress? address = properties.UnicastAddresses
                .Select(unicast => unicast.Address)
                .FirstOrDefault(candidate => candidate.AddressFamily == AddressFamily.InterNetwork);
            if (address is not null && properties.GatewayAddresses.Count > 0)
            {
                return address;
            }

            fallback ??= address;
        }

        return fallback ?? IPAddress.Loopback;
    }
}
