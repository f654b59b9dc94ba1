using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Measures;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>A call through a bottleneck, what happens in it, and what must come of it.</summary>
internal sealed record CongestionScenario
{
    /// <summary>A number as in the list of cases, with a suffix for a variant of it.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required CallOptions Call { get; init; }

    /// <summary>Makes the capacity from the seed, where it is random; null for that of the call.</summary>
    public Func<ulong, CapacityTrace>? Capacity { get; init; }

    public MeasureOptions Measure { get; init; } = new();

    /// <summary>What happens, and when since the start.</summary>
    public IReadOnlyList<(double Seconds, Action<CongestedCall> Action)> Events { get; init; } = [];

    public required IReadOnlyList<CongestionGoal> Goals { get; init; }

    /// <summary>What others are known to reach in such a case.</summary>
    public string Others { get; init; } = string.Empty;

    /// <summary>The same with receivers that report nothing about the path, so that the server sends all that is wanted.</summary>
    public CongestionScenario Uncontrolled() => this with
    {
        Call = Call with { Receivers = [.. Call.Receivers.Select(static receiver => receiver with { NegotiatesFeedback = false })] },
    };

    /// <summary>Whether a name on a command line means this scenario: its own name, or the number of which it is a variant.</summary>
    public bool Matches(string name) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) || Name.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase);
}
