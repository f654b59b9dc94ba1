namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>The instants, since the start, between which and from which a run is measured.</summary>
internal sealed record MeasureOptions
{
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the window of the means begins.</summary>
    public TimeSpan WindowStart { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where it ends; null for the end of the run.</summary>
    public TimeSpan? WindowEnd { get; init; }

    /// <summary>When the capacity falls; null if it does not.</summary>
    public TimeSpan? LimitAt { get; init; }

    /// <summary>When the capacity is back; null if it does not come back.</summary>
    public TimeSpan? LiftAt { get; init; }
}
