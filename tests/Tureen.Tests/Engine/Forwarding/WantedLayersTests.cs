using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Testing.Simulation.Congestion;
using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>One camera of three encodings with three temporal layers, and one viewer.</summary>
public sealed class WantedLayersTests
{
    private static readonly ProducerLayersWanted All = new(2, 2);
    private static readonly ProducerLayersWanted Nothing = new(-1, -1);

    [Fact]
    public void A_viewer_of_everything_changes_nothing()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(8));

        Assert.Empty(Wanted(call));
    }

    [Fact]
    public void Less_is_reported_after_five_seconds_and_more_at_once()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(1));
        ConsumerCore viewer = call.Consumers[0].Core;

        viewer.Pause();
        call.Run(TimeSpan.FromSeconds(5.9));
        Assert.Empty(Wanted(call));
        call.Run(TimeSpan.FromSeconds(6.1));
        Assert.Equal([Nothing], Wanted(call));

        viewer.SetPreferredLayers(call.World.Now, new ConsumerLayers(1, 0), call.Server.Sink);
        viewer.Resume(call.World.Now, call.Server.Sink);
        call.Run(TimeSpan.FromSeconds(6.2));
        Assert.Equal([Nothing, new(1, 0)], Wanted(call));

        viewer.SetPreferredLayers(call.World.Now, new ConsumerLayers(2), call.Server.Sink);
        call.Run(TimeSpan.FromSeconds(6.3));
        Assert.Equal([Nothing, new(1, 0), All], Wanted(call));
    }

    [Fact]
    public void A_viewer_who_comes_back_in_time_is_not_noticed()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(1));
        call.Consumers[0].Core.Pause();
        call.Run(TimeSpan.FromSeconds(5));
        call.Consumers[0].Core.Resume(call.World.Now, call.Server.Sink);
        call.Run(TimeSpan.FromSeconds(12));

        Assert.Empty(Wanted(call));
    }

    [Fact]
    public void A_paused_producer_is_wanted_as_before()
    {
        using CongestedCall call = Call();
        call.Run(TimeSpan.FromSeconds(1));
        call.Consumers[0].Core.Producer.Pause();
        call.Run(TimeSpan.FromSeconds(10));

        Assert.Empty(Wanted(call));
    }

    private static ProducerLayersWanted[] Wanted(CongestedCall call) =>
        [.. call.Server.Events.OfType<ProducerLayersWantedEvent>().Select(static raised => raised.Layers)];

    private static CongestedCall Call() => new(
        new CallOptions
        {
            Link = new BottleneckOptions { Capacity = CapacityTrace.Steps((0, 20_000_000)) },
            Sources = [VideoSourceOptions.Camera],
            Receivers = [new ReceiverOptions()],
        },
        seed: 5);
}
