using Tureen.Testing.Simulation.Congestion.Links;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Policers and loss that does not come from a queue: C10 to C14.</summary>
internal static class LossScenarios
{
    public static IEnumerable<CongestionScenario> All =>
    [
        Policed("C10", 10_000, Used(0.68), VideoLoss(0.05), Reversals(3), Frozen(2)),
        Policed("C11", 60_000, Reversals(3), Used(0.7), VideoLoss(0.06), Frozen(3)),
        Lossy("C12-1", "1 % loss, 5 Mbit/s", LossModel.Independent(0.01), Top(0.999), Switches(0)),
        Lossy("C12-2", "2 % loss, 5 Mbit/s", LossModel.Independent(0.02), Top(0.999), Switches(0)) with { Others = "mediasoup #872: collapses" },
        Lossy("C12-5", "5 % loss, 5 Mbit/s", LossModel.Independent(0.05), Top(0.999), Switches(0)),
        Lossy("C13-10", "10 % loss, 5 Mbit/s", LossModel.Independent(0.1), Top(0.95)) with
        {
            Others = "libwebrtc's tests: above 100 kbit/s after 120 s; LiveKit #3250: oscillates",
        },
        Lossy("C13-20", "20 % loss, 5 Mbit/s", LossModel.Independent(0.2), Top(0.95)),
        Lossy("C13-ge3", "3 % loss in runs of 5, 5 Mbit/s", LossModel.Runs(0.03, 5), Top(0.999)),
        Lossy("C13-ge8", "8 % loss in runs of 10, 5 Mbit/s", LossModel.Runs(0.08, 10), Top(0.75)),
        new()
        {
            Name = "C14",
            Title = "5 % loss and 700 kbit/s",
            Call = Link(Constant(700_000)).With(static link => link with { Loss = LossModel.Independent(0.05) }),
            Goals = [Used(0.7), LongestPause(0), Reversals(2), Frozen(3)],
            Others = "PulseBeam on str0m: estimate falls by 61 %, 1.56 % loss by congestion",
        },
    ];

    private static CongestionScenario Policed(string name, int depth, params CongestionGoal[] goals) => new()
    {
        Name = name,
        Title = $"policer of 500 kbit/s, bucket of {depth / 1000} kB",
        Call = Link(CapacityTrace.Unlimited).With(link => link with { Policer = new Policer(500_000, depth) }),
        Goals = goals,
    };

    private static CongestionScenario Lossy(string name, string title, LossModel loss, params CongestionGoal[] goals) => new()
    {
        Name = name,
        Title = title,
        Call = Link(Constant(5_000_000)).With(link => link with { Loss = loss }),
        Measure = Measure(from: 5),
        Goals = goals,
    };
}
