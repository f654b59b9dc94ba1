using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tureen.V2;

/// <summary>Where media of one family listens: v2's <c>rtcIPv4</c> and <c>rtcIPv6</c>, which are a boolean or an address.</summary>
public readonly record struct ListenAddress
{
    private readonly bool _isOff;

    private ListenAddress(bool isOff, string? address)
    {
        _isOff = isOff;
        Address = address;
    }

    /// <summary>The first address of this machine that is not the loopback one; none if there is none.</summary>
    public static ListenAddress First => default;

    /// <summary>The family is not used.</summary>
    public static ListenAddress Off => new(isOff: true, null);

    /// <summary>The address; null for another choice.</summary>
    public string? Address { get; }

    /// <summary>One address of this machine.</summary>
    /// <param name="address">An IP address, not the unspecified one.</param>
    /// <returns>The choice.</returns>
    public static ListenAddress Of(string address) => new(isOff: false, address);

    /// <exception cref="MediasoupTypeException">It is no address of that family that can be listened on.</exception>
    internal IPAddress? Resolve(AddressFamily family)
    {
        if (_isOff)
        {
            return null;
        }

        if (Address is null)
        {
            return FirstOf(family);
        }

        bool isValid = ListenInfoCheck.TryParseIp(Address, out IPAddress? address)
            && address.AddressFamily == family
            && !address.Equals(IPAddress.Any)
            && !address.Equals(IPAddress.IPv6Any)
            && CanBind(address);
        Check.That(isValid, $"invalid or not bindable address '{Address}'");
        return address;
    }

    private static IPAddress? FirstOf(AddressFamily family) => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus != OperationalStatus.Down)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address =>
            address.AddressFamily == family && !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && CanBind(address));

    private static bool CanBind(IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
