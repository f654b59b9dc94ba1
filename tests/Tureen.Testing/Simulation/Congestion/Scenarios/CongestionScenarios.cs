namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>All scenarios of outgoing congestion control.</summary>
internal static class CongestionScenarios
{
    public static IReadOnlyList<CongestionScenario> All { get; } =
    [
        .. new[]
        {
            SteadyScenarios.All,
            LimitScenarios.All,
            LossScenarios.All,
            ChangingScenarios.All,
            CrossScenarios.All,
            OutageScenarios.All,
            EstimateScenarios.All,
            StreamScenarios.All,
            PathScenarios.All,
            SourceScenarios.All,
            StandardScenarios.All,
        }
            .SelectMany(static scenarios => scenarios)
            .OrderBy(static scenario => scenario.Name, StringComparer.Ordinal),
    ];

    /// <summary>The scenarios of a name, with their variants.</summary>
    /// <exception cref="FormatException">There is no such scenario.</exception>
    public static IEnumerable<CongestionScenario> Find(string name)
    {
        CongestionScenario[] found = [.. All.Where(scenario => scenario.Matches(name))];
        return found.Length > 0 ? found : throw new FormatException($"there is no scenario '{name}'");
    }
}
