using Tureen.Engine.Ice;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Ice;

public sealed class IceCandidatePriorityTests
{
    [Fact]
    public void The_first_host_candidate_has_mediasoups_priority() =>
        Assert.Equal(1_076_302_079u, IceCandidatePriority.OfHost(IceCandidatePriority.LocalPreference(0)));

    [Theory]
    [InlineData(0, false, 10_000)]
    [InlineData(1, false, 9_900)]
    [InlineData(0, true, 11_000)]
    [InlineData(3, true, 10_700)]
    [InlineData(1_000, false, 0)]
    public void Each_listen_entry_stands_lower_than_the_one_before(int index, bool isPreferred, int expected) =>
        Assert.Equal(expected, IceCandidatePriority.LocalPreference(index, isPreferred));

    [Fact]
    public void An_internal_address_stands_a_thousand_lower() =>
        Assert.Equal(1_076_301_079u, IceCandidatePriority.OfInternalAddress(1_076_302_079));

    [Fact]
    public void The_foundation_names_the_protocol()
    {
        Assert.Equal("udpcandidate", IceCandidatePriority.Foundation(TransportProtocol.Udp));
        Assert.Equal("tcpcandidate", IceCandidatePriority.Foundation(TransportProtocol.Tcp));
    }
}
