using System.Text.Json;
using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Congestion;
using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Tests.Engine.Transports.Media;

/// <summary>The dump and the counters of one call that a limit of 500 kbit/s meets after five seconds.</summary>
public sealed class CongestionReportTests
{
    [Fact]
    public void The_dump_explains_a_limited_call()
    {
        using CongestedCall call = LimitedCall();

        CongestionDump dump = call.Transports[0].Dump(call.World.Now).Congestion!;

        Assert.InRange(dump.AvailableBitrate, 300_000, 600_000);
        Assert.InRange(dump.MeasuredBitrate!.Value, 300_000, 600_000);
        Assert.InRange(dump.SentBitrate, 200_000, 600_000);
        Assert.InRange(dump.DeliveredBitrate, 200_000, 600_000);
        Assert.InRange(dump.RoundTripTime, 10, 500);
        Assert.True(dump.Feedback.Used > 50);
        Assert.Contains(dump.Decisions, static decision => decision.Cause == CongestionCause.Delay && decision.After < decision.Before);
        Assert.True(dump.Decisions.Zip(dump.Decisions.Skip(1)).All(static pair => pair.First.Age >= pair.Second.Age), "the oldest is not the first");
        Assert.NotEmpty(dump.Probes);
        CongestionConsumerDump consumer = Assert.Single(dump.Consumers);
        Assert.Equal(call.Consumers[0].Core.Id, consumer.ConsumerId);
        Assert.True(consumer.TargetLayers!.SpatialLayer < 2);
        Assert.True(consumer.Bitrate < dump.AvailableBitrate && consumer.NextBitrate > consumer.Bitrate);
    }

    [Fact]
    public void The_dump_is_null_before_there_is_anything_to_control()
    {
        using CongestedCall call = Call(new ReceiverOptions { NegotiatesFeedback = false });
        call.Run(TimeSpan.FromSeconds(1));

        Assert.Null(call.Transports[0].Dump(call.World.Now).Congestion);
    }

    [Fact]
    public void The_dump_survives_json()
    {
        using CongestedCall call = LimitedCall();
        CongestionDump dump = call.Transports[0].Dump(call.World.Now).Congestion!;

        string json = JsonSerializer.Serialize(dump);

        Assert.Contains("\"cause\":\"delay\"", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<CongestionDump>(json)));
    }

    [Fact]
    public void The_worker_counts_states_cuts_probes_reports_and_layers()
    {
        using CongestedCall call = LimitedCall();
        CongestionCounters counters = call.Transports[0].Context.Counters.Congestion;

        Assert.Equal(1, Enum.GetValues<CongestionState>().Sum(state => counters.GetTransports(state, isLimited: true)));
        Assert.True(counters.GetCuts(CongestionCause.Delay) > 0);
        Assert.True(counters.GetProbes(ProbeOutcome.Success, ProbeCarrier.Probation) > 0);
        Assert.True(counters.GetProbeBytes(ProbeCarrier.Probation) > 1000);
        Assert.True(counters.GetFeedback(FeedbackFate.Used) > 50);
        Assert.True(counters.GetLayerChanges(LayerChange.Up, isByDemand: true) > 0);
        Assert.True(counters.GetLayerChanges(LayerChange.Down, isByDemand: false) > 0);

        call.Transports[0].Close(call.World.Now, call.Server.Sink);
        Assert.Equal(
            0, Enum.GetValues<CongestionState>().Sum(state => counters.GetTransports(state, isLimited: true) + counters.GetTransports(state, isLimited: false)));
    }

    [Fact]
    public void Samples_are_taken_only_while_somebody_wants_them()
    {
        using CongestedCall call = Call(new ReceiverOptions());
        call.Run(TimeSpan.FromSeconds(2));
        CongestionCounters counters = call.Transports[0].Context.Counters.Congestion;
        Assert.Equal(0, counters.QueueDelays.Count);

        counters.QueueDelays.IsOn = true;
        call.Run(TimeSpan.FromSeconds(4));
        Assert.NotEqual(0, counters.QueueDelays.Count);
        Assert.All(counters.QueueDelays.Take(), static delay => Assert.InRange(delay, 0, 1));
        Assert.Equal(0, counters.QueueDelays.Count);
    }

    private static CongestedCall LimitedCall()
    {
        CongestedCall call = Call(new ReceiverOptions(), (5, 500_000));
        call.Run(TimeSpan.FromSeconds(12));
        return call;
    }

    private static CongestedCall Call(ReceiverOptions receiver, params (double Seconds, double BitsPerSecond)[] later) => new(
        new CallOptions
        {
            Link = new BottleneckOptions { Capacity = CapacityTrace.Steps([(0, 20_000_000), .. later]) },
            Sources = [VideoSourceOptions.Camera, new AudioSourceOptions()],
            Receivers = [receiver],
        },
        seed: 5);
}
