using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Media;
using Tureen.Testing.Simulation;
using Tureen.Testing.Simulation.Congestion;
using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Tests.Engine.Transports.Media;

public sealed class PacerTests
{
    /// <summary>A fifth of what the camera sends.</summary>
    private static readonly PacingLimit Thin = new(300_000, 6000, TimeSpan.FromMilliseconds(500));

    [Fact]
    public void On_a_free_path_nothing_waits()
    {
        using CongestedCall call = Call();
        int waited = 0;
        for (int i = 1; i <= 500; i++)
        {
            call.Run(TimeSpan.FromMilliseconds(10 * i));
            waited += PacerOf(call).Count;
        }

        Assert.False(PacerOf(call).IsLimiting);
        Assert.Equal(0, waited);
    }

    [Fact]
    public void After_congestion_video_leaves_in_small_bursts_and_audio_at_once()
    {
        using CongestedCall call = Call(new BottleneckOptions { Capacity = CapacityTrace.Steps((0, 3_000_000), (10, 600_000), (15, 3_000_000)) });
        double depth = 0;
        int waited = 0;
        for (int i = 1; i <= 6000; i++)
        {
            call.Run(TimeSpan.FromMilliseconds(5 * i));
            if (i > 3000)
            {
                depth = Math.Max(depth, call.Transports[0].Media.SendCongestion.Control!.GetPacing(call.World.Now).Depth);
                waited += PacerOf(call).Count > 0 ? 1 : 0;
            }
        }

        // What may leave at once, what 5 ms bring, and two packets that leave together although there is room for the start of one only.
        long largest = call.Ledger.Packets
            .Where(packet => packet.Class == PacketClass.Video && packet.EnteredAt > call.Start + TimeSpan.FromSeconds(15))
            .GroupBy(static packet => packet.EnteredAt.Microseconds / 5000)
            .Max(static burst => burst.Sum(static packet => packet.Length));
        Assert.InRange(largest, 6000, (1.125 * depth) + (2 * 1300));
        Assert.InRange(depth, 6000, 15_000);
        Assert.InRange(waited, 1, 3000);
        Assert.Equal(0, call.Transports[0].Context.Drops[DropReason.PacedQueueFull]);

        // Between audio packets passes no more time than before anything had to wait.
        Assert.InRange(LongestGap(call, from: 15, to: 30), 20, LongestGap(call, from: 0, to: 10));
    }

    /// <summary>Packets come at six times the rate, one in each 200 µs.</summary>
    [Fact]
    public void Nothing_waits_longer_than_the_limit_says()
    {
        using var fanout = new SimulatedFanout(watchers: 1);
        Forward(fanout, packets: 5000, new PacingLimit(2_000_000, 6000, TimeSpan.FromMilliseconds(100)));

        // At most what came in 100 ms and in the 5 ms until packets leave again; the rate rises so early that it is half of that.
        Assert.InRange(fanout.WatcherTransport(0).Media.SendCongestion.Pacer.Count, 200, 525);
        Assert.Equal(0, fanout.WatcherTransport(0).Context.Drops[DropReason.PacedQueueFull]);
    }

    [Fact]
    public void Beyond_its_bounds_the_oldest_frames_are_dropped_and_counted()
    {
        using var fanout = new SimulatedFanout(watchers: 1);
        Forward(fanout, packets: 5000, new PacingLimit(2_000_000, 6000, TimeSpan.FromSeconds(10)));

        Pacer pacer = fanout.WatcherTransport(0).Media.SendCongestion.Pacer;
        Assert.InRange(pacer.Count, EngineLimits.MaxPacedPackets - SimulatedFanout.PacketsPerFrame, EngineLimits.MaxPacedPackets);
        Assert.InRange(fanout.WatcherTransport(0).Context.Drops[DropReason.PacedQueueFull], 1000, 3000);

        fanout.Server.Worker.Close(fanout.Now, fanout.Server.Sink);
        Assert.Equal(0, fanout.Server.Worker.LeasedPackets);
    }

    [Fact]
    public void Numbers_of_each_stream_leave_in_order()
    {
        using CongestedCall call = Call(new BottleneckOptions { Capacity = CapacityTrace.Steps((0, 3_000_000), (10, 400_000)) });
        call.Run(TimeSpan.FromSeconds(20));

        Assert.True(PacerOf(call).IsLimiting);
        Assert.All(call.Receivers[0].Videos, static video => Assert.Equal(0, video.Stream.Reordered));
    }

    [Fact]
    public void A_consumer_that_pauses_discards_what_waits()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(5));
        Pace(call, Thin, TimeSpan.FromSeconds(6));
        Assert.NotEqual(0, PacerOf(call).Count);

        call.Consumers[0].Core.Pause();
        Assert.Equal(0, PacerOf(call).Count);
        Assert.True(PacerOf(call).NextRelease.IsNever);
    }

    [Fact]
    public void A_transport_that_closes_gives_all_leases_back()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(5));
        Pace(call, Thin, TimeSpan.FromSeconds(6));
        Assert.NotEqual(0, PacerOf(call).Count);
        Assert.NotEqual(0, call.Server.Worker.LeasedPackets);

        call.Transports[0].Close(call.World.Now, call.Server.Sink);
        Assert.Equal(0, PacerOf(call).Count);
        Assert.Equal(0, call.Server.Worker.LeasedPackets);
    }

    [Fact]
    public void Without_a_limit_what_waits_leaves_at_once_and_in_order()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(5));
        Pace(call, Thin, TimeSpan.FromSeconds(6));
        Pacer pacer = PacerOf(call);
        Assert.NotEqual(0, pacer.Count);

        pacer.SetLimit(call.World.Now, PacingLimit.None);
        Assert.True(pacer.IsLimiting);
        pacer.Release(call.World.Now, call.Server.Sink);

        Assert.Equal(0, pacer.Count);
        Assert.False(pacer.IsLimiting);
        call.Run(TimeSpan.FromSeconds(7));
        Assert.All(call.Receivers[0].Videos, static video => Assert.Equal(0, video.Stream.Reordered));
    }

    private static CongestedCall Call(BottleneckOptions? link = null) => new(
        new CallOptions
        {
            Link = link ?? new BottleneckOptions { Capacity = CapacityTrace.Steps((0, 20_000_000)) },
            Sources = [VideoSourceOptions.Camera, new AudioSourceOptions()],
            Receivers = [new ReceiverOptions()],
        },
        seed: 5);

    private static Pacer PacerOf(CongestedCall call) => call.Transports[0].Media.SendCongestion.Pacer;

    /// <summary>Runs with a limit of its own, whatever reports show.</summary>
    private static void Pace(CongestedCall call, in PacingLimit limit, TimeSpan until)
    {
        for (TimeSpan at = call.Time; at < until; at += TimeSpan.FromMilliseconds(1))
        {
            PacerOf(call).SetLimit(call.World.Now, limit);
            call.Run(at);
        }
    }

    /// <summary>Milliseconds.</summary>
    private static double LongestGap(CongestedCall call, int from, int to)
    {
        double[] voices =
        [
            .. call.Ledger.Packets
                .Where(static packet => packet.Class == PacketClass.Audio)
                .Select(packet => (packet.EnteredAt - call.Start).TotalMilliseconds)
                .Where(at => at > 1000 * from && at < 1000 * to),
        ];
        return voices.Zip(voices.Skip(1), static (a, b) => b - a).Max();
    }

    private static void Forward(SimulatedFanout fanout, int packets, in PacingLimit limit)
    {
        Span<byte> datagram = stackalloc byte[EngineLimits.MtuLength];
        for (int i = 0; i < packets; i++)
        {
            fanout.Now += TimeSpan.FromMicroseconds(200);
            fanout.WatcherTransport(0).Media.SendCongestion.Pacer.SetLimit(fanout.Now, limit);
            fanout.PushFromPublisher(datagram[..fanout.WriteNext(datagram, payloadLength: 200)], fanout.Server.Sink);
            fanout.RunDeadlines(fanout.Server.Sink);
        }
    }
}
