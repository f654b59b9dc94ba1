using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Net;

namespace Tureen.Tests.Net;

public sealed class SocketAddressCodecTests
{
    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("10.1.2.3", true)]
    [InlineData("2001:db8::7", true)]
    public void An_address_survives_the_way_through_the_kernels_form(string ip, bool isIPv6Socket)
    {
        NetworkAddress address = NetworkAddress.From(IPAddress.Parse(ip), 40_001);
        byte[] bytes = new byte[SocketAddressCodec.IPv6Length];
        SocketAddressCodec.Write(address, isIPv6Socket, bytes);
        Assert.Equal(address, SocketAddressCodec.Read(bytes, isIPv6Socket));
        Assert.Equal([0x9C, 0x41], bytes[2..4]);
    }

    [Fact]
    public void An_IPv4_socket_cannot_reach_IPv6() =>
        Assert.False(SocketAddressCodec.CanReach(NetworkAddress.From(IPAddress.IPv6Loopback, 1), isIPv6Socket: false));
}
