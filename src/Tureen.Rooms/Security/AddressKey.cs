using System.Net;
using System.Net.Sockets;

namespace Tureen.Rooms.Security;

/// <summary>What a limit for each address counts: an IPv4 address, or an IPv6 network of 64 bits, which belongs to one customer.</summary>
/// <param name="Value">The address; of an IPv6 network its first one.</param>
internal readonly record struct AddressKey(IPAddress Value)
{
    private const int NetworkLength = 8;

    /// <summary>Counted when a connection has no address, as in tests.</summary>
    public static readonly AddressKey None = new(IPAddress.None);

    /// <summary>This machine: a proxy before the server, or a load test.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Value);

    public static AddressKey Of(IPAddress? address)
    {
        if (address is null)
        {
            return None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return new AddressKey(address.MapToIPv4());
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return new AddressKey(address);
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkLength).Clear();
        return new AddressKey(new IPAddress(bytes));
    }

    public override string ToString() => Value.ToString();
}
