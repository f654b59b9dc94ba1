using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Other delays, clocks, short queues, reordering and receivers without probes: C25 to C28, C35, C42.</summary>
internal static class PathScenarios
{
    public static IEnumerable<CongestionScenario> All =>
    [
        Shifted("C25", 0.06, Switches(0)),
        Shifted("C25-120", 0.14, Switches(4), AtMost("top after the shift s", 10, static measures => BackAfter(measures, 20))),
        Shifted("C25-less", 0.001, Switches(0)),
        Skewed("C26", new FeedbackOptions { Skew = 200 }),
        Skewed("C26-slow", new FeedbackOptions { Skew = -200 }),
        Skewed("C26-500", new FeedbackOptions { Skew = 500 }),
        Skewed("C26-slow500", new FeedbackOptions { Skew = -500 }),
        Skewed("C26-ahead", new FeedbackOptions { ClockSteps = [(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5))] }),
        Skewed("C26-behind", new FeedbackOptions { ClockSteps = [(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(-5))] }),
        new()
        {
            Name = "C27",
            Title = "50 Mbit/s in one encoding, no feedback for 4 s",
            Call = Link(Constant(100_000_000), feedback: new FeedbackOptions { Outages = [(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(16))] }) with
            {
                Sources = [new VideoSourceOptions { Rates = [50_000_000], TemporalLayers = 1 }],
                Uplink = new LinkConditions { Delay = TimeSpan.FromMilliseconds(5) },
            },
            Measure = Measure(duration: 25, from: 8),
            Goals = [Used(0.9), EstimateDrop(0.51)],
        },
        new()
        {
            Name = "C28",
            Title = "2 Mbit/s with a queue of 25 ms",
            Call = Link(Constant(2_000_000), queue: 0.025),
            Measure = Measure(from: 15),
            Goals = [Used(0.85), Drops(0.05)],
        },
        Disturbed("C35", "1 % of the packets 20 ms late", 0.01, 0),
        Disturbed("C35-5", "5 % of the packets 20 ms late", 0.05, 0),
        Disturbed("C35-twice", "5 % of the packets twice", 0, 0.05),
        Mute("C42", "a receiver without the probation stream", new ReceiverOptions { IgnoresProbation = true }, FirstTop(4)),
        Mute("C42-nortx", "a receiver without the probation stream and RTX", new ReceiverOptions { IgnoresProbation = true, HasRtx = false }, Probes(0.02)),
    ];

    private static double BackAfter(CongestionMeasures measures, double seconds)
    {
        LayerStep top = StepLadder.Top(measures.Video);
        TimeSpan last = TimeSpan.FromSeconds(seconds);
        for (TimeSpan at = last; at < TimeSpan.FromSeconds(60); at += TimeSpan.FromMilliseconds(100))
        {
            last = measures.Choices.At(at) < top ? at : last;
        }

        return last.TotalSeconds - seconds;
    }

    private static CongestionScenario Shifted(string name, double delay, params CongestionGoal[] goals) => new()
    {
        Name = name,
        Title = FormattableString.Invariant($"the delay becomes {delay * 1000} ms, 3 Mbit/s"),
        Call = Link(Constant(3_000_000), delay: delay < 0.02 ? 0.041 : 0.02)
            .With(link => link with { DelaySteps = [(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(delay))] }),
        Goals = goals,
    };

    private static CongestionScenario Skewed(string name, FeedbackOptions feedback) => new()
    {
        Name = name,
        Title = feedback.ClockSteps.Count > 0
            ? FormattableString.Invariant($"the receiver's clock jumps by {feedback.ClockSteps[0].By.TotalSeconds} s, 3 Mbit/s")
            : FormattableString.Invariant($"the receiver's clock is off by {feedback.Skew} ppm, 3 Mbit/s"),
        Call = Link(Constant(3_000_000), feedback: feedback),
        Goals = [Switches(0), Top(0.999)],
    };

    private static CongestionScenario Disturbed(string name, string title, double reordering, double duplication) => new()
    {
        Name = name,
        Title = $"{title}, 3 Mbit/s",
        Call = Link(Constant(3_000_000)).With(link => link with { Reordering = reordering, Duplication = duplication }),
        Goals = [Switches(0), EstimateDrop(0.001)],
    };

    private static CongestionScenario Mute(string name, string title, ReceiverOptions receiver, params CongestionGoal[] goals) => new()
    {
        Name = name,
        Title = $"{title}, 3 Mbit/s",
        Call = Link(Constant(3_000_000)) with { Receivers = [receiver] },
        Goals = goals,
    };
}
