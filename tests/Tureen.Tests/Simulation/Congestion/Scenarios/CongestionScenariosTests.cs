using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Scenarios;

namespace Tureen.Tests.Simulation.Congestion.Scenarios;

public sealed class CongestionScenariosTests
{
    [Fact]
    public void Scenarios_have_names_of_their_own_and_goals()
    {
        Assert.Equal(CongestionScenarios.All.Count, CongestionScenarios.All.Select(static scenario => scenario.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(CongestionScenarios.All, static scenario => Assert.NotEmpty(scenario.Goals));
        Assert.Equal(
            ["C04", "C04-f250", "C04-f50", "C04-svc"], CongestionScenarios.Find("C04").Select(static scenario => scenario.Name));
        Assert.Throws<FormatException>(static () => CongestionScenarios.Find("C4"));
    }

    [Fact]
    public void A_wide_link_carries_the_highest_layers_at_once()
    {
        using var run = new ScenarioRun(CongestionScenarios.Find("C01").First(), seed: 1);

        Assert.Empty(run.Missed);
    }

    /// <summary>
    /// All layers on a link of a third of their rate, as without any control: what each measure says of it is known, so that the
    /// measures can be seen to fail.
    /// </summary>
    [Fact]
    public void Without_control_a_limit_misses_the_goals()
    {
        using var run = new ScenarioRun(CongestionScenarios.Find("C04").First().Uncontrolled(), seed: 1);
        CongestionMeasures measures = run.Measures;

        Assert.Equal(double.PositiveInfinity, measures.Down);
        Assert.InRange(measures.Drain, 20, 22);
        Assert.InRange(measures.LongestFreeze, 15, 21);
        Assert.InRange(measures.AudioLoss, 0.1, 0.4);
        Assert.InRange(measures.QueueHigh, 0.28, 0.32);
        Assert.Equal(0, measures.Switches);
        Assert.Equal(1, measures.TopShare);
        Assert.InRange(measures.Used, 0.95, 1.05);
        Assert.Equal(4, run.Missed.Count());
    }

    [Fact]
    public void A_scenario_is_the_same_twice()
    {
        static (ulong Hash, double Used) Run(ulong seed)
        {
            using var run = new ScenarioRun(CongestionScenarios.Find("C20").First(), seed);
            return (run.Call.Ledger.Hash, run.Measures.Used);
        }

        Assert.Equal(Run(2), Run(2));
        Assert.NotEqual(Run(2), Run(3));
    }
}
