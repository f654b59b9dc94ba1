namespace Tureen.Rooms.Cluster.Limits;

/// <summary>The bounds of what machines of a cluster do for each other.</summary>
internal static class ClusterLimits
{
    /// <summary>How often a machine repeats what it holds of a room. A message that was lost does harm as long as this at most.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>How long the room may leave out a machine, as it does while it learns everything anew, before its members are gone.</summary>
    public static readonly TimeSpan MaxAbsence = TimeSpan.FromSeconds(15);

    /// <summary>How long a call to a room may take with all its repetitions, while another machine takes the room over.</summary>
    public static readonly TimeSpan MaxCall = TimeSpan.FromSeconds(10);

    /// <summary>The time before the first repetition; it doubles up to <see cref="MaxRetryDelay"/>.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>How long one message between machines waits for its answer.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long a room that is activated waits for what machines hold of it. One that answers later publishes with its next heartbeat.</summary>
    public static readonly TimeSpan MaxRebuild = TimeSpan.FromSeconds(1);

    /// <summary>The longest time between two people who leave a machine that ends.</summary>
    public static readonly TimeSpan MaxDrainStep = TimeSpan.FromMilliseconds(250);

    /// <summary>How often an id may change hands while somebody claims it.</summary>
    public const int MaxYields = 3;

    /// <summary>Machines with members of one room; each pair of them has pipes.</summary>
    public const int MaxNodesPerRoom = 32;

    /// <summary>Pipes of one room to one other machine, old ones that have not closed included.</summary>
    public const int MaxPipesPerNode = 4;

    /// <summary>How often machines ask each other whether they live. One that misses <see cref="MissedProbes"/> of them is dead.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    public const int MissedProbes = 2;

    /// <summary>Machines that must find another one dead.</summary>
    public const int VotesForDeath = 1;
}
