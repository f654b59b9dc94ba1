using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Simulation;

/// <summary>What senders hear of the path to the SFU.</summary>
public sealed class ReceiveCongestionTests
{
    [Fact]
    public void A_sender_that_negotiated_transport_cc_hears_of_each_packet()
    {
        using var call = new SimulatedCall(3, new LinkConditions { Loss = 0.02 });
        SimulatedPeer peer = Join(call, out WebRtcTransportCore transport);
        call.Publish(peer, transport, out SimulatedVideoSender sender, transportSequenceId: 5);

        call.World.Run(TimeSpan.FromSeconds(10));

        int sent = sender.PacketsSent - sender.Retransmissions;
        Assert.InRange(sender.ReportedArrivals.Count, (int)(sent * 0.93), sent);
        Assert.Equal(Bitrate.Zero, sender.Remb);
    }

    [Fact]
    public void A_sender_that_negotiated_remb_gets_a_bitrate()
    {
        using var call = new SimulatedCall(4, LinkConditions.Perfect);
        SimulatedPeer peer = Join(call, out WebRtcTransportCore transport);
        call.Publish(peer, transport, out SimulatedVideoSender sender, absSendTimeId: 4);

        call.World.Run(TimeSpan.FromSeconds(10));

        Assert.Empty(sender.ReportedArrivals);
        Assert.True(sender.Remb > new Bitrate(500_000), $"{sender.Remb}");
    }

    [Fact]
    public void A_limit_on_incoming_bitrate_is_reported_and_lifted()
    {
        using var call = new SimulatedCall(5, LinkConditions.Perfect);
        SimulatedPeer peer = Join(call, out WebRtcTransportCore transport);
        call.Publish(peer, transport, out SimulatedVideoSender sender, transportSequenceId: 5);
        call.World.Run(TimeSpan.FromSeconds(1));

        transport.SetMaxIncomingBitrate(call.World.Now, 300_000, call.Server.Sink);
        call.World.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(new Bitrate(300_000), sender.Remb);

        transport.SetMaxIncomingBitrate(call.World.Now, 0, call.Server.Sink);
        call.World.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(Bitrate.Zero, sender.Remb);
    }

    private static SimulatedPeer Join(SimulatedCall call, out WebRtcTransportCore transport)
    {
        SimulatedPeer peer = call.AddPeer(out WebRtcTransportCore joined);
        transport = joined;
        Assert.True(call.World.RunUntil(() => joined.IsConnected && peer.IsConnected, TimeSpan.FromSeconds(10)));
        return peer;
    }
}
