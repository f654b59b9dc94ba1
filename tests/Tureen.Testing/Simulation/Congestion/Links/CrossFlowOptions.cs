namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>A flow such as TCP that shares a bottleneck.</summary>
internal sealed record CrossFlowOptions
{
    public TimeSpan StartsAt { get; init; }

    /// <summary>Null for the end of the run.</summary>
    public TimeSpan? EndsAt { get; init; }

    /// <summary>Cubic's growth with a decrease to 0.7; otherwise NewReno's with 0.5.</summary>
    public bool IsCubic { get; init; }

    /// <summary>The way of the acknowledgements.</summary>
    public TimeSpan ReturnDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The least and most bytes of a transfer, after which the flow pauses for 1 to 5 s; null for one without an end.</summary>
    public (int Least, int Most)? Bytes { get; init; }
}
