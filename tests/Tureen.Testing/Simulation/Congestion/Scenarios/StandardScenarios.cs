using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>The cases of RFC 8867 with the ladder of a camera. Its 5.6 and 5.7 are C21 and C22.</summary>
internal static class StandardScenarios
{
    private const double Delay = 0.05;

    public static IEnumerable<CongestionScenario> All =>
    [
        new()
        {
            Name = "RFC8867-5.1",
            Title = "RFC 8867 5.1: 1, 2.5, 0.6 and 1 Mbit/s",
            Call = Link(Steps((0, 1_000_000), (40, 2_500_000), (60, 600_000), (80, 1_000_000)), delay: Delay),
            Measure = Measure(duration: 100),
            Goals =
            [
                Used(0.68),
                QueueHigh(0.12),
                AtMost("down at 60 s", 1, static measures => measures.FollowDown(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(80))),
                AtMost("up at 40 s", 3, static measures => measures.FollowUp(TimeSpan.FromSeconds(40))),
                AtMost("up at 80 s", 3, static measures => measures.FollowUp(TimeSpan.FromSeconds(80))),
            ],
        },
        new()
        {
            Name = "RFC8867-5.2",
            Title = "RFC 8867 5.2: two receivers, 4, 2, 3.5, 1 and 2 Mbit/s",
            Call = Shared(Steps((0, 4_000_000), (25, 2_000_000), (50, 3_500_000), (75, 1_000_000), (100, 2_000_000)), 0, 0),
            Measure = Measure(duration: 125),
            Goals =
            [
                AtLeast("least share", 0.25, static measures => Phases.Min(end => LeastShare(measures, end, 2))),
                AtLeast("Jain's index", 0.8, static measures => Phases.Min(end => Jain(measures, end, 2))),
                AudioLoss(0.02),
                Frozen(6),
            ],
        },
        new()
        {
            Name = "RFC8867-5.3",
            Title = "RFC 8867 5.3: congested feedback; the way back has a fiftieth of the rate, as nothing else is on it",
            Call = Link(Steps((0, 2_000_000), (20, 1_000_000), (40, 500_000), (60, 2_000_000)), delay: Delay) with
            {
                Return = new BottleneckOptions
                {
                    Capacity = Steps((0, 40_000), (35, 16_000), (70, 40_000)),
                    Delay = TimeSpan.FromSeconds(Delay),
                },
            },
            Measure = Measure(duration: 100),
            Goals = [Used(0.68), LongestPause(0), Reversals(1), Frozen(3)],
        },
        new()
        {
            Name = "RFC8867-5.4",
            Title = "RFC 8867 5.4: three receivers that join at 0, 20 and 40 s, 3.5 Mbit/s",
            Call = Shared(Constant(3_500_000), 0, 20, 40),
            Measure = Measure(duration: 120),
            Goals = [AtMost("middle layer of the newest s", 10, static measures => MiddleOf(measures, 2, 40)), AudioLoss(0.02), Frozen(6)],
        },
        new()
        {
            Name = "RFC8867-5.5",
            Title = "RFC 8867 5.5: five receivers with round trips of 10 to 150 ms, 4 Mbit/s",
            Call = Link(Constant(4_000_000), delay: 0.005) with
            {
                Receivers = [.. new[] { 0, 7.5, 20, 45, 70 }.Select(static extra => new ReceiverOptions { ExtraDelay = TimeSpan.FromMilliseconds(extra) })],
            },
            Measure = Measure(duration: 100),
            Goals = [AtLeast("least share", 0.1, static measures => LeastShare(measures, 100, 5)), AudioLoss(0.02), Frozen(6)],
        },
        new()
        {
            Name = "RFC8867-5.8",
            Title = "RFC 8867 5.8: paused from 40 to 60 s, 3.5 Mbit/s",
            Call = Link(Constant(3_500_000), delay: Delay),
            Measure = Measure(duration: 80, lift: 60),
            Events =
            [
                (40, static call => call.Consumers[0].Core.Pause()),
                (60, static call => call.Consumers[0].Core.Resume(call.World.Now, call.Server.Sink)),
            ],
            Goals = [Back(1)],
        },
    ];

    /// <summary>Where the phases of 5.2 end, in seconds.</summary>
    private static readonly double[] Phases = [25, 50, 75, 100, 125];

    private static CallOptions Shared(CapacityTrace capacity, params double[] joins) => Link(capacity, delay: Delay) with
    {
        Receivers = [.. joins.Select(static at => new ReceiverOptions { JoinsAt = TimeSpan.FromSeconds(at) })],
    };

    private static double[] Rates(CongestionMeasures measures, double end, int receivers) =>
        [.. Enumerable.Range(0, receivers).Select(i => measures.RateOf(i, TimeSpan.FromSeconds(end - 20), TimeSpan.FromSeconds(end)))];

    private static double LeastShare(CongestionMeasures measures, double end, int receivers)
    {
        double[] rates = Rates(measures, end, receivers);
        return rates.Min() / rates.Sum();
    }

    private static double Jain(CongestionMeasures measures, double end, int receivers)
    {
        double[] rates = Rates(measures, end, receivers);
        return rates.Sum() * rates.Sum() / (receivers * rates.Sum(static rate => rate * rate));
    }

    private static double MiddleOf(CongestionMeasures measures, int video, double joined)
    {
        var from = TimeSpan.FromSeconds(joined);
        return measures.Of(video).Choices.FirstOf(new LayerStep(1, 0), from) is TimeSpan at ? (at - from).TotalSeconds : double.PositiveInfinity;
    }
}
