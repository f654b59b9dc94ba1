using Tureen.Engine.Forwarding;
using Tureen.Engine.Streams;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Simulation;

/// <summary>The server learns the round trip to a peer that only sends, from its own clock coming back (RFC 3611 §4.4, §4.5).</summary>
public sealed class RoundTripTimeTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(150)]
    public void Every_received_stream_of_a_transport_knows_the_round_trip(int delay)
    {
        using var call = new SimulatedCall(1, new LinkConditions { Delay = TimeSpan.FromMilliseconds(delay) });
        SimulatedPeer peer = call.AddPeer(out WebRtcTransportCore transport);
        Assert.True(call.World.RunUntil(() => peer.IsConnected && transport.IsConnected, TimeSpan.FromSeconds(20)));
        ProducerCore reporting = call.Publish(peer, transport, out SimulatedVideoSender reporter);
        ProducerCore silent = call.Publish(peer, transport, out _);
        reporter.Reports = new SimulatedSenderReports(reporter.Stream);

        call.World.Run(TimeSpan.FromSeconds(5));

        Assert.True(reporter.Reports.Sent >= 2, $"{reporter.Reports.Sent} reports");
        foreach (ProducerCore producer in new[] { reporting, silent })
        {
            RtpStreamReceiver stream = Assert.Single(producer.Streams)!;
            Assert.InRange(stream.RoundTripTime.TotalMilliseconds, (2 * delay) - 1, (2 * delay) + 1);
            Assert.Equal(stream.RoundTripTime, stream.NackRoundTripTime);
        }
    }
}
