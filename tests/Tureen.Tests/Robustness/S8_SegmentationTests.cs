using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;

namespace Tureen.Tests.Robustness;

/// <summary>One path on which the kernel will not segment: packets to others still leave together.</summary>
public sealed unsafe class S8_SegmentationTests
{
    [Fact]
    public void S8_a_refusal_ungroups_its_own_destination_alone()
    {
        var order = new SendOrder(16);
        var messages = new OutgoingMessage[16];
        var vectors = new IoVector[16];
        NetworkAddress narrow = NetworkAddress.FromIPv4(0x0A000001, 1);
        NetworkAddress wide = NetworkAddress.FromIPv4(0x0A000002, 1);
        for (int i = 0; i < 4; i++)
        {
            order.Add(new TransportTuple(1, TransportProtocol.Udp, narrow), (byte*)1, 1200);
            order.Add(new TransportTuple(1, TransportProtocol.Udp, wide), (byte*)1, 1200);
        }

        var refusals = new SegmentRefusals();
        refusals.Add(default, narrow, 1199);
        int count = order.Build(0, 1500, refusals, messages, vectors, out _);
        Assert.Equal(5, count);
        Assert.Equal(4, messages.Take(count).Single(message => message.Remote == wide).Count);
    }
}
