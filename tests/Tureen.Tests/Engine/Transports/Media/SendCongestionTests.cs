using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing.Simulation;
using Tureen.Testing.Simulation.Congestion;
using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Tests.Engine.Transports.Media;

public sealed class SendCongestionTests
{
    private static readonly BottleneckOptions Wide = new() { Capacity = CapacityTrace.Steps((0, 20_000_000)) };

    [Fact]
    public void A_free_path_is_found_to_carry_the_highest_layers()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(5));

        TransportStats stats = call.Transports[0].GetStats(call.World.Now);
        Assert.True(stats.AvailableOutgoingBitrate > 1_500_000, $"available {stats.AvailableOutgoingBitrate}");
        Assert.Equal(0.0, stats.RtpPacketLossSent);
        Assert.True(stats.ProbationBytesSent > 0);
        Assert.Equal(new ConsumerLayers(2, 2), call.Consumers[0].Core.CurrentLayers);
    }

    [Fact]
    public void Without_a_video_that_negotiated_feedback_nothing_is_estimated()
    {
        using CongestedCall call = Call(new ReceiverOptions { NegotiatesFeedback = false });
        call.Run(TimeSpan.FromSeconds(3));

        TransportStats stats = call.Transports[0].GetStats(call.World.Now);
        Assert.Null(stats.AvailableOutgoingBitrate);
        Assert.Null(stats.RtpPacketLossSent);
        Assert.Equal(0, stats.ProbationBytesSent);
    }

    [Fact]
    public void A_peer_that_never_reports_gets_what_is_preferred_after_some_seconds()
    {
        using CongestedCall call = Call(new ReceiverOptions { Feedback = new FeedbackOptions { Loss = 1 } });
        call.Run(TimeSpan.FromSeconds(20));

        Assert.Equal(new ConsumerLayers(2, 2), call.Consumers[0].Core.CurrentLayers);
        Assert.Equal(600_000, call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate);
    }

    [Fact]
    public void The_largest_bitrate_holds_at_once_and_its_end_lets_layers_rise_again()
    {
        using CongestedCall call = Call();
        call.At(TimeSpan.FromSeconds(5), static busy => busy.Transports[0].SetMaxOutgoingBitrate(busy.World.Now, 250_000, busy.Server.Sink));
        call.Run(TimeSpan.FromSeconds(6));
        Assert.Equal(250_000, call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate);
        Assert.Equal(0, call.Consumers[0].Core.CurrentLayers!.SpatialLayer);

        call.Transports[0].SetMaxOutgoingBitrate(call.World.Now, 0, call.Server.Sink);
        call.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(2, call.Consumers[0].Core.CurrentLayers!.SpatialLayer);
    }

    [Fact]
    public void The_least_bitrate_counts_as_available_on_any_path()
    {
        using CongestedCall call = Call(capacity: 300_000);
        call.At(TimeSpan.FromSeconds(1), static busy => busy.Transports[0].SetMinOutgoingBitrate(busy.World.Now, 450_000, busy.Server.Sink));
        call.Run(TimeSpan.FromSeconds(10));

        Assert.True(call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate >= 450_000);
    }

    [Fact]
    public void Changes_and_probes_are_traced_on_request()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromMilliseconds(1));
        call.Transports[0].TraceEventTypes = [TransportTraceEventType.Bwe, TransportTraceEventType.Probation];
        call.Run(TimeSpan.FromSeconds(5));

        TransportTrace[] traces = [.. call.Server.Events.OfType<TransportTraceEvent>().Select(static raised => raised.Trace)];
        Assert.Contains(traces, static trace => trace is { Type: TransportTraceEventType.Probation, Info: null, Direction: TraceDirection.Out });
        BweTraceInfo last = traces.Select(static trace => trace.Info).OfType<BweTraceInfo>().Last();
        Assert.Equal(BweType.TransportCc, last.BweType);
        Assert.Equal(30_000, last.MinBitrate);
        Assert.True(last.DesiredBitrate > 1_000_000, last.ToString());
        Assert.InRange(last.AvailableBitrate, 1_500_000, 3_000_000);
    }

    [Fact]
    public void A_receiver_that_estimates_itself_decides_how_much_it_gets()
    {
        using CongestedCall call = Call(new ReceiverOptions { Kind = FeedbackKind.Estimate });
        call.Run(TimeSpan.FromMilliseconds(1));
        call.Transports[0].TraceEventTypes = [TransportTraceEventType.Bwe];
        call.Run(TimeSpan.FromSeconds(15));

        TransportStats stats = call.Transports[0].GetStats(call.World.Now);
        Assert.True(stats.AvailableOutgoingBitrate > 1_500_000, $"available {stats.AvailableOutgoingBitrate}");
        Assert.True(stats.ProbationBytesSent > 0);
        Assert.Equal(new ConsumerLayers(2, 2), call.Consumers[0].Core.CurrentLayers);
        Assert.Contains(call.Server.Events.OfType<TransportTraceEvent>(), static raised => raised.Trace.Info is BweTraceInfo { BweType: BweType.Remb });
        Assert.Equal(BweType.Remb, call.Transports[0].Media.SendCongestion.Dump(call.World.Now)!.BweType);

        SendEstimate(call, 250_000);
        call.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal(250_000, call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate);
        Assert.Equal(0, ((LayeredConsumerCore)call.Consumers[0].Core).TargetLayers!.SpatialLayer);
    }

    [Fact]
    public void A_receiver_that_reports_by_streams_is_known_as_well()
    {
        using CongestedCall call = Call(new ReceiverOptions { Kind = FeedbackKind.Streams });
        call.Run(TimeSpan.FromSeconds(5));

        TransportStats stats = call.Transports[0].GetStats(call.World.Now);
        Assert.True(stats.AvailableOutgoingBitrate > 1_500_000, $"available {stats.AvailableOutgoingBitrate}");
        Assert.Equal(0.0, stats.RtpPacketLossSent);
        Assert.True(stats.ProbationBytesSent > 0);
        Assert.Equal(new ConsumerLayers(2, 2), call.Consumers[0].Core.CurrentLayers);
    }

    [Theory]
    [InlineData(nameof(FeedbackKind.TransportWide))]
    [InlineData(nameof(FeedbackKind.Streams))]
    public void Video_without_rtx_is_reported_too(string kind)
    {
        using CongestedCall call = Call(new ReceiverOptions { Kind = Enum.Parse<FeedbackKind>(kind), HasRtx = false, KeepsNack = true });
        call.Run(TimeSpan.FromSeconds(5));

        Assert.True(call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate > 1_500_000);
        Assert.Equal(new ConsumerLayers(2, 2), call.Consumers[0].Core.CurrentLayers);
    }

    /// <summary>Under one SRTP index there must be one packet: other header bytes would give a key away (RFC 7714 §8.4).</summary>
    [Theory]
    [InlineData(nameof(FeedbackKind.TransportWide))]
    [InlineData(nameof(FeedbackKind.Streams))]
    public void Video_without_rtx_is_sent_again_to_the_byte(string kind)
    {
        var observer = new SrtpReuseObserver();
        using var call = new CongestedCall(
            new CallOptions
            {
                Link = new BottleneckOptions { Capacity = CapacityTrace.Steps((0, 1_000_000)), Loss = LossModel.Independent(0.05) },
                Receivers = [new ReceiverOptions { Kind = Enum.Parse<FeedbackKind>(kind), HasRtx = false, KeepsNack = true }],
            },
            seed: 5);
        call.World.Network.Observer = observer;
        call.Run(TimeSpan.FromSeconds(20));

        Assert.InRange(observer.Repeats, 50, 5000);
        Assert.Empty(observer.Violations);
    }

    [Fact]
    public void Where_arrivals_are_reported_an_estimate_changes_nothing()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(5));
        long? before = call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate;
        SendEstimate(call, 100_000);

        Assert.Equal(before, call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate);
    }

    [Fact]
    public void Estimates_that_come_too_often_are_not_taken()
    {
        using CongestedCall call = Call(new ReceiverOptions { Kind = FeedbackKind.Estimate });
        call.Run(TimeSpan.FromSeconds(5));
        for (int i = 0; i < 100; i++)
        {
            SendEstimate(call, 2_000_000 - (i * 1000));
        }

        Assert.InRange((long)call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate!, 1_975_000, 1_990_000);
    }

    [Fact]
    public void Reports_about_packets_that_were_never_sent_change_nothing()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(5));
        long? before = call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate;
        var builder = new TransportWideFeedbackBuilder();
        Span<byte> rtcp = stackalloc byte[EngineLimits.MaxRtcpLength];
        for (int i = 0; i < 1000; i++)
        {
            builder.Begin((ushort)(40_000 + i));
            builder.TryAdd((ushort)(40_000 + i), Timestamp.FromMilliseconds(i));
            int length = builder.Write(rtcp, 1, 2, (byte)i);
            call.Transports[0].Media.RtcpIngress.Handle(call.World.Now, rtcp[..length], call.Server.Sink);
        }

        call.Run(TimeSpan.FromSeconds(8));
        Assert.Equal(before, call.Transports[0].GetStats(call.World.Now).AvailableOutgoingBitrate);
        Assert.Equal(new ConsumerLayers(2, 2), call.Consumers[0].Core.CurrentLayers);
    }

    [Fact]
    public void Reports_that_come_too_often_are_not_even_parsed()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(5));
        long before = call.Transports[0].Context.Drops[DropReason.RtcpMalformed];

        // A count of 65,535 and no chunk that names them.
        byte[] malformed = [0x8F, 205, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0xFF, 0xFF, 0, 0, 0, 0];
        for (int i = 0; i < 10_000; i++)
        {
            call.Transports[0].Media.RtcpIngress.Handle(call.World.Now, malformed, call.Server.Sink);
        }

        Assert.InRange(call.Transports[0].Context.Drops[DropReason.RtcpMalformed] - before, 1, 20);
    }

    private static void SendEstimate(CongestedCall call, long bitsPerSecond)
    {
        Span<byte> rtcp = stackalloc byte[EngineLimits.MaxRtcpLength];
        int length = ReceiverEstimatedMaxBitrate.Write(rtcp, 1, 0, new Bitrate(bitsPerSecond), [1_000_000]);
        call.Transports[0].Media.RtcpIngress.Handle(call.World.Now, rtcp[..length], call.Server.Sink);
    }

    private static CongestedCall Call(ReceiverOptions? receiver = null, double capacity = 0) => new(
        new CallOptions
        {
            Link = capacity == 0 ? Wide : new BottleneckOptions { Capacity = CapacityTrace.Steps((0, capacity)) },
            Sources = [VideoSourceOptions.Camera, new AudioSourceOptions()],
            Receivers = [receiver ?? new ReceiverOptions()],
        },
        seed: 5);
}
