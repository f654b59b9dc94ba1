using System.Security.Cryptography.X509Certificates;
using Tureen.Rooms.Cluster;
using Tureen.Rooms.Cluster.Hosting;

namespace Tureen.Tests.Rooms.Cluster.Hosting;

public sealed class NodeTlsTests
{
    [Fact]
    public void Only_valid_certificates_of_the_authority_are_believed()
    {
        using var ours = new NodeCertificates();
        using var others = new NodeCertificates();
        using X509Certificate2 good = ours.Issue("first");
        using X509Certificate2 foreign = others.Issue("first");
        using X509Certificate2 expired = ours.Issue("first", days: 0);

        Assert.True(NodeTls.IsOf(ours.Authority, good));
        Assert.False(NodeTls.IsOf(ours.Authority, foreign));
        Assert.False(NodeTls.IsOf(ours.Authority, expired));
        Assert.False(NodeTls.IsOf(ours.Authority, others.Authority));
    }

    [Fact]
    public async Task Machines_with_certificates_of_one_authority_share_rooms()
    {
        using var certificates = new NodeCertificates();
        using X509Certificate2 one = certificates.Issue("first");
        using X509Certificate2 other = certificates.Issue("second");
        var membership = new SharedMembership();
        await using ClusterNode first = await ClusterNode.StartAsync(membership, new TureenClusterOptions { Certificate = one, Authority = certificates.Authority });
        await using ClusterNode second = await ClusterNode.StartAsync(membership, new TureenClusterOptions { Certificate = other, Authority = certificates.Authority });

        await using DemoClient alice = await first.JoinAsync("secret", "alice");
        await using DemoClient bob = await second.JoinAsync("secret", "bob");

        await ClusterNode.SeesAsync(bob, "alice");
        await ClusterNode.SeesAsync(alice, "bob");
    }
}
