using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Receivers;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Receivers that report arrivals by RTP sequence numbers (RFC 8888): as well known as by transport-wide numbers.</summary>
internal static class StreamScenarios
{
    public static IEnumerable<CongestionScenario> All =>
    [
        new()
        {
            Name = "C44",
            Title = "RFC 8888, steady 3 Mbit/s",
            Call = Reporting(Link(Constant(3_000_000))),
            Goals = [Used(0.93), Switches(0), QueueHigh(0.03), Probes(0.01), FirstTop(1.5)],
        },
        new()
        {
            Name = "C44-limit",
            Title = "RFC 8888, 500 kbit/s from 20 to 40 s, else 3 Mbit/s",
            Call = Reporting(Link(Steps((0, 3_000_000), (20, 500_000), (40, 3_000_000)))),
            Measure = Measure(limit: 20, lift: 40),
            Goals = [Down(0.6), Used(0.85), Back(2), Switches(2), AudioLoss(0.005)],
            Others = Mediasoup,
        },
        new()
        {
            Name = "C44-loss",
            Title = "RFC 8888, 5 % loss, 5 Mbit/s",
            Call = Reporting(Link(Constant(5_000_000)).With(static link => link with { Loss = LossModel.Independent(0.05) })),
            Goals = [Top(0.999), Switches(0)],
        },
    ];

    private static CallOptions Reporting(CallOptions call) => call with
    {
        Receivers = [.. call.Receivers.Select(static receiver => receiver with { Kind = FeedbackKind.Streams })],
    };
}
