using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>A limit that comes and goes: C04 to C09.</summary>
internal static class LimitScenarios
{
    private static readonly CapacityTrace Limit = Steps((0, 3_000_000), (20, 500_000), (40, 3_000_000));

    public static IEnumerable<CongestionScenario> All =>
    [
        Limited("C04", "3 Mbit/s, 500 kbit/s for 20 s, 3 Mbit/s", Link(Limit)),
        Limited("C04-f50", "C04 with feedback every 50 ms", Link(Limit, feedback: Feedback(0.05))),
        Limited("C04-f250", "C04 with feedback every 250 ms", Link(Limit, feedback: Feedback(0.25))),
        Limited("C04-svc", "C04 with one stream of VP9 L3T3", Link(Limit) with
        {
            Sources = [VideoSourceOptions.Camera with { IsScalable = true }, new AudioSourceOptions()],
        }),
        Limited("C05", "C04 with a queue of 1 s", Link(Limit, queue: 1), QueueHigh(0.25), Drain(3.5), Used(0.85)),
        Limited("C06", "C04 with a round trip of 300 ms", Link(Limit, delay: 0.15), Down(0.9), Used(0.82)),
        Limited("C07-30", "C04 with 30 % of the feedback lost", Link(Limit, feedback: new FeedbackOptions { Loss = 0.3 }), Used(0.82), LongestPause(0), Reversals(1), Frozen(1.5))
            with { Others = PulseBeamFeedback },
        Limited("C07-60", "C04 with 60 % of the feedback lost", Link(Limit, feedback: new FeedbackOptions { Loss = 0.6 }), Used(0.68), LongestPause(0), Reversals(1), Frozen(3))
            with { Others = PulseBeamFeedback },
        .. Ladder("C08", VideoSourceOptions.PlainCamera),
        .. Ladder("C09", VideoSourceOptions.PlainCamera with { TemporalLayers = 3 }),
    ];

    private static CongestionScenario Limited(string name, string title, CallOptions call, params CongestionGoal[] goals) => new()
    {
        Name = name,
        Title = title,
        Call = call,
        Measure = Measure(limit: 20, lift: 40),
        Goals = goals.Length > 0
            ? goals
            : [Down(0.6), Drain(1.5), Used(0.85), Back(2), Switches(2), Freezes(1), LongestFreeze(0.7), AudioLoss(0.005)],
        Others = $"{Mediasoup}; {LiveKit}; {Jitsi}",
    };

    private static IEnumerable<CongestionScenario> Ladder(string number, VideoSourceOptions camera)
    {
        // A limit below 430 kbit/s leaves room for the lowest encoding only, which is all that a camera without temporal layers can use.
        yield return Laddered(number, camera, 500_000, 0.3, 0.8);
        yield return Laddered($"{number}-400", camera, 400_000, 0.3, camera.TemporalLayers == 3 ? 0.65 : 0.5);
        yield return Laddered($"{number}-700", camera, 700_000, 0.3, 0.58);
        yield return Laddered($"{number}-q100", camera, 500_000, 0.1, 0.8);
        yield return Laddered($"{number}-q500", camera, 500_000, 0.5, 0.8);
        yield return Laddered($"{number}-f50", camera, 500_000, 0.3, 0.8, 0.05);
        yield return Laddered($"{number}-f250", camera, 500_000, 0.3, 0.8, 0.25);
    }

    private static CongestionScenario Laddered(string name, VideoSourceOptions camera, double rate, double queue, double used, double interval = 0.1)
    {
        var settled = TimeSpan.FromSeconds(17);
        var lift = TimeSpan.FromSeconds(35);
        return new CongestionScenario
        {
            Name = name,
            Title = FormattableString.Invariant(
                $"150/350/1000, {camera.TemporalLayers} temporal, 100 Mbit/s, {rate / 1000} kbit/s for 20 s, queue {queue * 1000} ms, feedback {interval * 1000} ms"),
            Call = Link(Steps((0, 100_000_000), (15, rate), (35, 100_000_000)), queue, feedback: Feedback(interval)) with
            {
                Sources = [camera, new AudioSourceOptions()],
            },
            Measure = Measure(duration: 50, limit: 15, lift: 35),
            Goals =
            [
                Down(0.7),
                AtLeast("used under the limit", used, measures => measures.UsedIn(settled, lift)),
                QueueHigh(0.12),
                AtMost("drop count", 60, static measures => measures.DropCount),
                AtMost("switches from 17 to 35 s", 0, measures => measures.Choices.Switches(settled, lift).Count()),
                Back(1.2),
                Reversals(0),
            ],
            Others = Mediasoup,
        };
    }
}
