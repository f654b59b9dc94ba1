using System.Net;
using Tureen.Rooms.Security;

namespace Tureen.Tests.Rooms.Security;

public sealed class AddressSharesTests
{
    private static readonly AddressKey One = AddressKey.Of(IPAddress.Parse("192.0.2.1"));
    private static readonly AddressKey Other = AddressKey.Of(IPAddress.Parse("192.0.2.2"));

    [Fact]
    public void Nobody_takes_more_than_the_share_and_what_comes_back_can_be_taken_again()
    {
        var shares = new AddressShares(total: 3, share: 2);
        IDisposable first = shares.TryTake(One)!;
        Assert.NotNull(shares.TryTake(One));

        Assert.Null(shares.TryTake(One));
        Assert.NotNull(shares.TryTake(Other));
        Assert.Null(shares.TryTake(Other));

        first.Dispose();
        first.Dispose();
        Assert.Equal(2, shares.Count);
        Assert.NotNull(shares.TryTake(One));
        Assert.Null(shares.TryTake(Other));
    }

    [Fact]
    public void An_IPv6_network_has_one_share_and_mapped_addresses_are_those_of_IPv4()
    {
        Assert.Equal(Key("2001:db8:1:2::1"), Key("2001:db8:1:2:ffff::9"));
        Assert.NotEqual(Key("2001:db8:1:2::1"), Key("2001:db8:1:3::1"));
        Assert.Equal(Key("192.0.2.1"), Key("::ffff:192.0.2.1"));
        Assert.True(Key("::ffff:127.0.0.1").IsLoopback && Key("::1").IsLoopback);
        Assert.Equal(AddressKey.None, AddressKey.Of(null));
    }

    private static AddressKey Key(string address) => AddressKey.Of(IPAddress.Parse(address));
}
