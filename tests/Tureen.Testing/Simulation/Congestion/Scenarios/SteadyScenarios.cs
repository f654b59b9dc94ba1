using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Sources;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Links that stay as they are: C01 to C03, and thin ones on which audio comes first.</summary>
internal static class SteadyScenarios
{
    /// <summary>40 kbit/s on the wire, as in the list of cases; thin links have no room for more.</summary>
    private static readonly AudioSourceOptions ThinAudio = new(20_000);

    public static IEnumerable<CongestionScenario> All =>
    [
        new()
        {
            Name = "C01",
            Title = "steady 3 Mbit/s",
            Call = Link(Constant(3_000_000)),
            Goals = [Used(0.93), Switches(0), QueueHigh(0.03), Probes(0.01), FirstTop(1.5)],
        },
        new()
        {
            Name = "C02",
            Title = "steady 700 kbit/s",
            Call = Link(Constant(700_000)),
            Goals = [Used(0.78), Reversals(0), QueueHigh(0.1), Probes(0.06), Frozen(1)],
            Others = "libwebrtc's tests: 750 ± 150 kbit/s at 800 after 25 s",
        },
        new()
        {
            Name = "C03",
            Title = "steady 200 kbit/s",
            Call = Link(Constant(200_000)),
            Measure = Measure(from: 3),
            Goals = [LongestPause(0), QueueHigh(0.1), AudioLoss(0.01), Frozen(1)],
            Others = "libwebrtc's tests: 90 ± 25 kbit/s at 100 after 25 s",
        },
        Starved,
        Thin("C41", "100 kbit/s with two voices", 100_000),
        Thin("C41-200", "200 kbit/s with two voices", 200_000, AtLeast("lowest layer share", 0.85, static measures => measures.ShareAt(new LayerStep(0, 0)))),
    ];

    private static CongestionScenario Starved => new()
    {
        Name = "C30",
        Title = "60 kbit/s for 20 s with a queue of 1 s, then 3 Mbit/s",
        Call = Link(Steps((0, 3_000_000), (10, 60_000), (30, 3_000_000)), queue: 1) with { Sources = [VideoSourceOptions.Camera, ThinAudio] },
        Measure = Measure(from: 5, limit: 10, lift: 30),
        Goals =
        [
            AtMost("video back s", 3, static measures => measures.Choices.FirstOf(new LayerStep(0, 0), TimeSpan.FromSeconds(30)) is TimeSpan at ? at.TotalSeconds - 30 : double.PositiveInfinity),
            Back(5),
            AtMost("audio queue s from 5 s on", 0.2, static measures => measures.LongestWaitIn(PacketClass.Audio, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30))),
        ],
        Others = "mediasoup #316: starved video never climbs",
    };

    private static CongestionScenario Thin(string name, string title, double rate, params CongestionGoal[] more) => new()
    {
        Name = name,
        Title = title,
        Call = Link(Constant(rate)) with { Sources = [VideoSourceOptions.Camera, ThinAudio, ThinAudio] },
        Measure = Measure(from: 3),
        Goals = [AudioLoss(0.01), AudioQueueHigh(0.15), .. more],
    };
}
