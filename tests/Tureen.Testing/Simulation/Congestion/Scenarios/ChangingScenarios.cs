using Tureen.Testing.Simulation.Congestion.Links;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Wi-Fi, slides, waves and mobile links: C15 to C20.</summary>
internal static class ChangingScenarios
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    public static IEnumerable<CongestionScenario> All =>
    [
        Aggregated("C15", "Wi-Fi-like, 5 Mbit/s", 5_000_000, Aggregation.Usual, Top(0.999), Switches(0)),
        Aggregated("C15-crowded", "crowded Wi-Fi, 5 Mbit/s", 5_000_000, Aggregation.Crowded, Top(0.999), Switches(0)),
        Aggregated("C16", "Wi-Fi-like, 800 kbit/s", 800_000, Aggregation.Usual, Used(0.68), Reversals(1), Frozen(3)),

        // The pauses of the radio alone freeze for 5 s, as C15-crowded shows.
        Aggregated("C16-crowded", "crowded Wi-Fi, 800 kbit/s", 800_000, Aggregation.Crowded, Used(0.68), Reversals(1), Frozen(8)),
        new()
        {
            Name = "C17",
            Title = "slide from 3 Mbit/s to 400 kbit/s in 15 s, and back",
            Call = Link(CapacityTrace.Lines((0, 3_000_000), (10, 3_000_000), (25, 400_000), (30, 400_000), (45, 3_000_000))),
            Goals = [Used(0.82), QueueHigh(0.18), Drops(0.005)],
            Others = PulseBeamSlide,
        },
        new()
        {
            Name = "C18",
            Title = "600 kbit/s and 2.5 Mbit/s, 5 s each",
            Call = Link(CapacityTrace.Alternating(600_000, 2_500_000, 5, 60)),
            Goals = [Used(0.62), QueueHigh(0.3), Switches(12), Drops(0.03)],
        },
        new()
        {
            Name = "C19",
            Title = "600 kbit/s and 2.5 Mbit/s, 15 s each",
            Call = Link(CapacityTrace.Alternating(600_000, 2_500_000, 15, 60)),
            Goals = [Used(0.78), QueueHigh(0.12), Reversals(0)],
        },
        new()
        {
            Name = "C20",
            Title = "mobile link, queue of 1 s, another trace for each seed",
            Call = Link(Constant(1_200_000), queue: 1),
            Capacity = static seed => MobileCapacity.Create(Randomness.Split(seed, 7), Duration),
            Goals = [Used(0.62), QueueHigh(0.3), LongestPause(1), Frozen(5)],
        },
    ];

    private static CongestionScenario Aggregated(
        string name, string title, double rate, Aggregation aggregation, params CongestionGoal[] goals) => new()
        {
            Name = name,
            Title = title,
            Call = Link(Constant(rate)).With(link => link with { Aggregation = aggregation }),
            Goals = goals,
        };
}
