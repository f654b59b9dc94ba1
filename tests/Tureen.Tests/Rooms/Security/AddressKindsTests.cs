using System.Net;
using Tureen.Rooms.Security;

namespace Tureen.Tests.Rooms.Security;

public sealed class AddressKindsTests
{
    [Theory]
    [InlineData("8.8.8.8", nameof(AddressKind.Public))]
    [InlineData("172.32.0.1", nameof(AddressKind.Public))]
    [InlineData("100.128.0.1", nameof(AddressKind.Public))]
    [InlineData("2606:4700::1", nameof(AddressKind.Public))]
    [InlineData("::ffff:8.8.8.8", nameof(AddressKind.Public))]
    [InlineData("127.0.0.1", nameof(AddressKind.Loopback))]
    [InlineData("127.200.3.4", nameof(AddressKind.Loopback))]
    [InlineData("::1", nameof(AddressKind.Loopback))]
    [InlineData("::ffff:127.0.0.1", nameof(AddressKind.Loopback))]
    [InlineData("10.1.2.3", nameof(AddressKind.Private))]
    [InlineData("172.16.0.1", nameof(AddressKind.Private))]
    [InlineData("192.168.1.5", nameof(AddressKind.Private))]
    [InlineData("169.254.169.254", nameof(AddressKind.Private))]
    [InlineData("100.64.0.1", nameof(AddressKind.Private))]
    [InlineData("::ffff:192.168.1.5", nameof(AddressKind.Private))]
    [InlineData("fd12::1", nameof(AddressKind.Private))]
    [InlineData("fe80::1", nameof(AddressKind.Private))]
    [InlineData("0.0.0.0", nameof(AddressKind.Unusable))]
    [InlineData("224.0.0.1", nameof(AddressKind.Unusable))]
    [InlineData("239.255.255.250", nameof(AddressKind.Unusable))]
    [InlineData("240.0.0.1", nameof(AddressKind.Unusable))]
    [InlineData("255.255.255.255", nameof(AddressKind.Unusable))]
    [InlineData("::", nameof(AddressKind.Unusable))]
    [InlineData("::127.0.0.1", nameof(AddressKind.Unusable))]
    [InlineData("64:ff9b::a00:1", nameof(AddressKind.Unusable))]
    [InlineData("2002:a00:1::", nameof(AddressKind.Unusable))]
    [InlineData("ff02::1", nameof(AddressKind.Unusable))]
    public void Each_address_is_of_its_kind(string address, string kind) =>
        Assert.Equal(kind, AddressKinds.Of(IPAddress.Parse(address)).ToString());
}
