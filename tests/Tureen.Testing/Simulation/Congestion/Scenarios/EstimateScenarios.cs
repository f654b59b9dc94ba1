using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Receivers that estimate the path themselves (REMB), as clients without transport-wide feedback do.</summary>
internal static class EstimateScenarios
{
    public static IEnumerable<CongestionScenario> All =>
    [
        new()
        {
            Name = "C43",
            Title = "REMB, steady 3 Mbit/s",
            Call = Estimating(Link(Constant(3_000_000))),
            Goals = [Used(0.8), Switches(2), QueueHigh(0.1), FirstTop(20)],
        },
        new()
        {
            Name = "C43-700",
            Title = "REMB, steady 700 kbit/s",
            Call = Estimating(Link(Constant(700_000))),
            Goals = [Used(0.5), LongestPause(0), QueueHigh(0.3), Frozen(3)],
        },
        new()
        {
            Name = "C43-limit",
            Title = "REMB, 500 kbit/s from 20 to 40 s, else 3 Mbit/s",
            Call = Estimating(Link(Steps((0, 3_000_000), (20, 500_000), (40, 3_000_000)))),
            Measure = Measure(limit: 20, lift: 40),
            Goals =
            [
                Down(1.5),
                Used(0.4),
                LongestPause(0),
                AudioLoss(0.03),
                AtMost("middle layer back s", 20, static measures => measures.Choices.FirstOf(new LayerStep(1, 2), TimeSpan.FromSeconds(40)) is TimeSpan at ? at.TotalSeconds - 40 : double.PositiveInfinity),
            ],
            Others = Mediasoup,
        },
    ];

    private static CallOptions Estimating(CallOptions call) => call with
    {
        Receivers = [.. call.Receivers.Select(static receiver => receiver with { Kind = FeedbackKind.Estimate })],
    };
}
