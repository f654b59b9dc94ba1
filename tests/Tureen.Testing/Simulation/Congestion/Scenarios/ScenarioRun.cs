using Tureen.Testing.Simulation.Congestion.Measures;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>One scenario with one seed, from its start to its measures.</summary>
internal sealed class ScenarioRun : IDisposable
{
    public ScenarioRun(CongestionScenario scenario, ulong seed)
    {
        Scenario = scenario;
        Seed = seed;
        Options = scenario.Capacity is null
            ? scenario.Call
            : scenario.Call with { Link = scenario.Call.Link with { Capacity = scenario.Capacity(seed) } };
        Call = new CongestedCall(Options, seed);
        foreach ((double seconds, Action<CongestedCall> action) in scenario.Events)
        {
            Call.At(TimeSpan.FromSeconds(seconds), action);
        }

        Call.Run(scenario.Measure.Duration);
        foreach (ObservedConsumer consumer in Call.Consumers)
        {
            consumer.Video?.Freezes.Finish(Call.Start, Call.World.Now);
        }

        Measures = new CongestionMeasures(Call, Options, scenario.Measure);
    }

    public CongestionScenario Scenario { get; }

    public ulong Seed { get; }

    public CallOptions Options { get; }

    public CongestedCall Call { get; }

    public CongestionMeasures Measures { get; }

    /// <summary>Names and values of the goals that are not met.</summary>
    public IEnumerable<string> Missed => Scenario.Goals
        .Select(goal => (Goal: goal, Value: goal.Value(Measures)))
        .Where(static each => !each.Goal.IsMet(each.Value))
        .Select(static each => FormattableString.Invariant($"{each.Goal.Name} {each.Value:0.###}"));

    public void Dispose() => Call.Dispose();
}
