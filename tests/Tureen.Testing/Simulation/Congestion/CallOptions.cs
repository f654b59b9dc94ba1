using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Testing.Simulation.Congestion;

/// <summary>Who is in a call through a bottleneck.</summary>
internal sealed record CallOptions
{
    /// <summary>From the server to all receivers.</summary>
    public required BottleneckOptions Link { get; init; }

    /// <summary>From the receivers back.</summary>
    public BottleneckOptions Return { get; init; } = new();

    /// <summary>What the publisher sends; each receiver consumes all of it.</summary>
    public IReadOnlyList<SourceOptions> Sources { get; init; } = [VideoSourceOptions.Camera, new AudioSourceOptions()];

    public IReadOnlyList<ReceiverOptions> Receivers { get; init; } = [new()];

    /// <summary>Flows that share the bottleneck.</summary>
    public IReadOnlyList<CrossFlowOptions> CrossFlows { get; init; } = [];

    /// <summary>The publisher's way to the server.</summary>
    public LinkConditions Uplink { get; init; } = new()
    {
        Delay = TimeSpan.FromMilliseconds(5),
        RateLimit = 20_000_000,
        MaximumQueue = TimeSpan.FromSeconds(10),
    };
}
