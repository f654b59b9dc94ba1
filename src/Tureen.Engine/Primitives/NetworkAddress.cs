using System.Buffers.Binary;
using System.Net;

namespace Tureen.Engine.Primitives;

/// <summary>An IP address and a port by value, so that a tuple table needs no object per datagram.</summary>
/// <remarks>IPv4 lives in the low 32 bits; an IPv4-mapped IPv6 address is held as IPv4.</remarks>
internal readonly record struct NetworkAddress
{
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly ushort _port;
    private readonly bool _isIPv6;

    private NetworkAddress(ulong high, ulong low, ushort port, bool isIPv6)
    {
        _high = high;
        _low = low;
        _port = port;
        _isIPv6 = isIPv6;
    }

    public ushort Port => _port;

    public bool IsIPv6 => _isIPv6;

    /// <summary>The host alone, with port 0.</summary>
    public NetworkAddress Host => new(_high, _low, 0, _isIPv6);

    /// <summary>What one subscriber usually has: an IPv4 address, or the /64 of an IPv6 address; with port 0.</summary>
    public NetworkAddress Subscriber => new(_high, _isIPv6 ? 0 : _low, 0, _isIPv6);

    /// <summary>4 or 16.</summary>
    public int AddressLength => _isIPv6 ? 16 : 4;

    /// <summary>The IPv4 address in host order; meaningful only when <see cref="IsIPv6"/> is false.</summary>
    public uint IPv4Bits => (uint)_low;

    public static NetworkAddress FromIPv4(uint address, ushort port) => new(0, address, port, isIPv6: false);

    public static NetworkAddress FromIPv6(ReadOnlySpan<byte> address, ushort port)
    {
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(address);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(address[8..]);
        bool isMapped = high == 0 && low >> 32 == 0xFFFF;
        return isMapped ? FromIPv4((uint)low, port) : new NetworkAddress(high, low, port, isIPv6: true);
    }

    public static NetworkAddress From(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return written == 4
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)port)
            : FromIPv6(bytes, (ushort)port);
    }

    /// <summary>Writes the 4 or 16 address bytes in network order and returns how many.</summary>
    public int WriteAddress(Span<byte> destination)
    {
        if (!_isIPv6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_low);
            return 4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _low);
        return 16;
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        return new IPAddress(bytes[..WriteAddress(bytes)]);
    }

    public override string ToString() => new IPEndPoint(ToIPAddress(), _port).ToString();
}
