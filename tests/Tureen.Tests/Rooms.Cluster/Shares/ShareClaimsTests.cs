using Tureen.Rooms.Cluster.Shares;

namespace Tureen.Tests.Rooms.Cluster.Shares;

public sealed class ShareClaimsTests
{
    [Fact]
    public void An_id_is_claimed_until_the_last_connection_with_it_ends()
    {
        var claims = new ShareClaims();
        claims.Add("ann");
        claims.Add("ann");

        Assert.False(claims.Remove("ann"));
        Assert.True(claims.Has("ann"));
        Assert.True(claims.Remove("ann"));
        Assert.False(claims.Has("ann"));
        Assert.False(claims.Remove("ann"));
        Assert.Empty(claims.All);
    }
}
