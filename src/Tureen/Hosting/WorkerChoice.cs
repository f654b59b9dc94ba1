namespace Tureen;

/// <summary>Which worker of a pool gets the next router.</summary>
public enum WorkerChoice
{
    /// <summary>The one with the fewest producers and consumers; among equals the one with the fewest routers.</summary>
    LeastLoaded,

    /// <summary>One after the other.</summary>
    RoundRobin,
}
