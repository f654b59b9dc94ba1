using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Outages of the link, of the feedback, and of the server: C23, C24, C40.</summary>
internal static class OutageScenarios
{
    public static IEnumerable<CongestionScenario> All =>
    [
        Outage("C23", 3, drops: true, top: 1),
        Outage("C23-10", 10, drops: true, top: 3, Paused(29)),
        Outage("C23-held", 3, drops: false, top: 1),
        Silence("C24", 3, Switches(0), LongestPause(0)),
        Silence("C24-10", 10, Paused(24), AtMost("picture after feedback s", 0.5, static measures => measures.NextPicture(TimeSpan.FromSeconds(30.1)))),
        Stalled("C40", 5),
        Stalled("C40-turn", 0.3),
    ];

    private static CongestionGoal Paused(double at) =>
        AtMost(
            FormattableString.Invariant($"spatial layer at {at} s"), -1, measures => measures.Choices.At(TimeSpan.FromSeconds(at)).Spatial);

    private static CongestionScenario Outage(string name, double seconds, bool drops, double top, params CongestionGoal[] more)
    {
        CapacityTrace trace = Steps((0, 3_000_000), (20, 0), (20 + seconds, 3_000_000));
        var end = TimeSpan.FromSeconds(20 + seconds);
        return new CongestionScenario
        {
            Name = name,
            Title = FormattableString.Invariant($"outage of {seconds} s, in which packets {(drops ? "are lost" : "wait")}, 3 Mbit/s"),
            Call = Link(trace).With(link => link with { DropsInOutage = drops }) with
            {
                Return = new BottleneckOptions
                {
                    Capacity = Steps((0, 100_000_000), (20, 0), (20 + seconds, 100_000_000)),
                    DropsInOutage = drops,
                },
            },
            Measure = Measure(lift: 20 + seconds),
            Goals =
            [
                AtMost("picture after the end s", 0.3, measures => measures.NextPicture(end)),
                AtMost(
                    "top after the end s", top, measures => measures.Choices.FirstOf(StepLadder.Top(measures.Video), end) is TimeSpan at ? (at - end).TotalSeconds : double.PositiveInfinity),
                .. more,
            ],
            Others = "PulseBeam on str0m: recovers in 6 s",
        };
    }

    private static CongestionScenario Silence(string name, double seconds, params CongestionGoal[] goals) => new()
    {
        Name = name,
        Title = FormattableString.Invariant($"no feedback for {seconds} s, 3 Mbit/s"),
        Call = Link(
            Constant(3_000_000),
            feedback: new FeedbackOptions { Outages = [(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20 + seconds))] }),
        Goals = goals,
    };

    private static CongestionScenario Stalled(string name, double seconds) => new()
    {
        Name = name,
        Title = FormattableString.Invariant($"the server stands still for {seconds} s, 20 Mbit/s"),
        Call = Link(Constant(20_000_000)),
        Events = [(20, call => call.Server.Stall(TimeSpan.FromSeconds(seconds)))],
        Goals = [Switches(0), EstimateDrop(0.01)],
    };
}
