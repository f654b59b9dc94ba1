using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Measures;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Other flows on the link, and queues that are managed: C21, C22, C34.</summary>
internal static class CrossScenarios
{
    private static readonly LayerStep Middle = new(1, 0);

    public static IEnumerable<CongestionScenario> All =>
    [
        Long("C21", isCubic: false, 0.3),
        Long("C21-reno100", isCubic: false, 0.1),
        Long("C21-cubic300", isCubic: true, 0.3),
        Long("C21-cubic100", isCubic: true, 0.1),
        new()
        {
            Name = "C22",
            Title = "ten short TCP-like flows, 2 Mbit/s",
            Call = Link(Constant(2_000_000)) with
            {
                CrossFlows =
                [
                    .. Enumerable.Range(0, 10).Select(static i => new CrossFlowOptions
                    {
                        StartsAt = TimeSpan.FromSeconds(5 + i),
                        Bytes = (100_000, 1_000_000),
                    }),
                ],
            },
            Goals = [AtLeast("used by all", 0.8, static measures => measures.CapacityUsed), Reversals(4), Frozen(5)],
        },
        new()
        {
            Name = "C34",
            Title = "FQ-CoDel, 1 Mbit/s with a TCP-like flow",
            Call = Link(Constant(1_000_000)).With(static link => link with { Queue = static () => new FlowQueueCoDel() }) with
            {
                CrossFlows = [new CrossFlowOptions { StartsAt = TimeSpan.FromSeconds(5), IsCubic = true }],
            },
            Goals = [AtLeast("of the fair half", 0.75, static measures => 2 * (measures.CapacityUsed - measures.CrossShare)), Reversals(2), Frozen(3)],
        },
        new()
        {
            Name = "C34-codel",
            Title = "CoDel, 700 kbit/s",
            Call = Link(Constant(700_000)).With(static link => link with { Queue = static () => new CoDelQueue() }),
            Goals = [Used(0.75), Reversals(2), Frozen(3)],
        },
    ];

    private static CongestionScenario Long(string name, bool isCubic, double queue) => new()
    {
        Name = name,
        Title = FormattableString.Invariant(
            $"a long {(isCubic ? "Cubic" : "NewReno")}-like flow from 10 to 40 s, 2 Mbit/s, queue {queue * 1000} ms"),
        Call = Link(Constant(2_000_000), queue) with
        {
            CrossFlows = [new CrossFlowOptions { StartsAt = TimeSpan.FromSeconds(10), EndsAt = TimeSpan.FromSeconds(40), IsCubic = isCubic }],
        },
        Measure = Measure(from: 10, to: 40),
        Goals =
        [
            LongestPause(2),
            AtLeast("middle layer share", 0.5, static measures => measures.ShareAt(Middle)),
            AtLeast("share of the other flow", 0.25, static measures => measures.CrossShare),
        ],
        Others = "libwebrtc's tests: below 750 kbit/s beside a TCP on 1 Mbit/s",
    };
}
