using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Simulation;

/// <summary>What producers and consumers trace of a call over a bad network.</summary>
public sealed class TraceTests
{
    private static readonly LinkConditions Bad = new()
    {
        Delay = TimeSpan.FromMilliseconds(25),
        Jitter = TimeSpan.FromMilliseconds(30),
        Loss = 0.05,
    };

    [Fact]
    public void All_that_is_enabled_is_raised_with_its_direction_and_nothing_else()
    {
        using var call = new SimulatedCall(3, Bad);
        (ProducerCore producer, ConsumerCore consumer) = Connect(call);
        producer.TraceEventTypes = Enum.GetValues<ProducerTraceEventType>();
        consumer.TraceEventTypes = Enum.GetValues<ConsumerTraceEventType>();
        call.World.Run(TimeSpan.FromSeconds(10));
        consumer.RequestKeyFrame(call.World.Now, call.Server.Sink);
        call.World.Run(TimeSpan.FromSeconds(10));
        uint ssrc = producer.RtpParameters.Encodings[0].Ssrc!.Value;
        producer.HandleSenderReport(
            call.World.Now, new SenderInfo(ssrc, new NtpTime((7L << 32) | 8), 9, 10, 11), call.Server.Sink);
        call.Server.DrainEvents();

        ProducerTrace[] produced = [.. call.Server.Events.OfType<ProducerTraceEvent>().Select(traced => traced.Trace)];
        ConsumerTrace[] consumed = [.. call.Server.Events.OfType<ConsumerTraceEvent>().Select(traced => traced.Trace)];
        ProducerTraceEventType[] seen = [.. produced.Select(trace => trace.Type).Distinct().Order()];
        Assert.Equal(
            [
                ProducerTraceEventType.Rtp,
                ProducerTraceEventType.KeyFrame,
                ProducerTraceEventType.Nack,
                ProducerTraceEventType.Pli,
                ProducerTraceEventType.Sr,
            ],
            seen);
        Assert.All(produced, trace => Assert.Equal(
            trace.Type is ProducerTraceEventType.Nack or ProducerTraceEventType.Pli ? TraceDirection.Out : TraceDirection.In,
            trace.Direction));
        Assert.All(produced.Where(trace => trace.Info is RtpTraceInfo), trace =>
        {
            RtpTraceInfo info = (RtpTraceInfo)trace.Info!;
            Assert.Equal(info.RtpPacket.IsKeyFrame, trace.Type == ProducerTraceEventType.KeyFrame);
            Assert.True(info.RtpPacket.Size > info.RtpPacket.PayloadSize);
        });
        Assert.Equal(new SenderReportTraceInfo(ssrc, 7, 8, 9, 10, 11), produced[^1].Info);
        Assert.Contains(produced, trace => trace.Info is RtpTraceInfo { IsRtx: true });
        Assert.Contains(consumed, trace => trace is { Type: ConsumerTraceEventType.Rtp, Direction: TraceDirection.Out });
        Assert.Contains(consumed, trace => trace is { Type: ConsumerTraceEventType.Nack, Direction: TraceDirection.In });
        Assert.Contains(consumed, trace => trace.Info is RtpTraceInfo { IsRtx: true });
    }

    [Fact]
    public void Nothing_is_raised_that_is_not_enabled()
    {
        using var call = new SimulatedCall(3, Bad);
        (ProducerCore producer, ConsumerCore consumer) = Connect(call);
        producer.TraceEventTypes = Enum.GetValues<ProducerTraceEventType>();
        consumer.TraceEventTypes = Enum.GetValues<ConsumerTraceEventType>();
        producer.TraceEventTypes = [];
        consumer.TraceEventTypes = [];
        call.World.Run(TimeSpan.FromSeconds(5));

        Assert.DoesNotContain(call.Server.Events, raised => raised is ProducerTraceEvent or ConsumerTraceEvent);
    }

    private static (ProducerCore Producer, ConsumerCore Consumer) Connect(SimulatedCall call)
    {
        SimulatedPeer alice = call.AddPeer(out WebRtcTransportCore aliceTransport);
        SimulatedPeer bob = call.AddPeer(out WebRtcTransportCore bobTransport);
        Assert.True(call.World.RunUntil(
            () => aliceTransport.IsConnected && bobTransport.IsConnected && alice.IsConnected && bob.IsConnected,
            TimeSpan.FromSeconds(20)));
        ProducerCore producer = call.Publish(alice, aliceTransport, out _);
        return (producer, call.Watch(bob, bobTransport, producer, out _));
    }
}
