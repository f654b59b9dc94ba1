using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tureen.Rooms.Settings;

/// <summary>Where media listens, and the address that browsers get for it.</summary>
/// <param name="Ip">A local address.</param>
/// <param name="Announced">The address that browsers get instead; null for the same.</param>
internal sealed record MediaAddress(string Ip, string? Announced)
{
    /// <summary>
    /// Where the ports of broadcasters' plain transports are. Unlike those of browsers, they accept media from the first sender. Therefore only
    /// programs on this machine reach them, unless the operator says otherwise.
    /// </summary>
    public required string PlainIp { get; init; }

    /// <summary>Whether other machines reach the ports of browsers although no setting asks for it.</summary>
    public bool IsOpenByDefault { get; private init; }

    /// <summary>Where media listens besides, and the address that browsers get for it.</summary>
    public IReadOnlyList<(string Ip, string Announced)> Further { get; private init; } = [];

    public static MediaAddress Choose(TureenRoomsOptions options)
    {
        MediaAddress first = ChooseFirst(options);
        return first with { Further = [.. options.FurtherAddresses.Select(address => (ListenFor(address, first.Ip), address))] };
    }

    /// <summary>An address of the other family cannot be listened on at the first one.</summary>
    private static string ListenFor(string announced, string first)
    {
        AddressFamily family = IPAddress.Parse(first).AddressFamily;
        AddressFamily wanted = IPAddress.TryParse(announced, out IPAddress? address) ? address.AddressFamily : family;
        return wanted == family ? first : (wanted == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any).ToString();
    }

    private static MediaAddress ChooseFirst(TureenRoomsOptions options)
    {
        IPAddress? listen = options.ListenIp;
        if (listen is not null && !listen.Equals(IPAddress.Any) && !listen.Equals(IPAddress.IPv6Any))
        {
            return new MediaAddress(listen.ToString(), options.AnnouncedAddress) { PlainIp = listen.ToString() };
        }

        // Nobody can send to 0.0.0.0, and Firefox uses no loopback addresses: without an announced address it must be
        // the machine's own.
        if (options.AnnouncedAddress is not null)
        {
            string everywhere = (listen ?? IPAddress.Any).ToString();
            return new MediaAddress(everywhere, options.AnnouncedAddress) { PlainIp = everywhere };
        }

        IPAddress main = FindMain();
        return new MediaAddress(main.ToString(), null)
        {
            PlainIp = (listen is null ? IPAddress.Loopback : main).ToString(),
            IsOpenByDefault = listen is null && !IPAddress.IsLoopback(main),
        };
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
