namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>
/// All that one machine holds of a room. It always travels whole, so that a message that is lost, late or repeated does no harm: the highest
/// version counts.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("tureen.ShareState")]
internal sealed record ShareState
{
    /// <summary>The machine.</summary>
    [Id(0)]
    public required SiloAddress Node { get; init; }

    /// <summary>Grows with each state of the machine, whatever the room.</summary>
    [Id(1)]
    public required long Version { get; init; }

    /// <summary>The room has closed there; nothing else is known of it.</summary>
    [Id(2)]
    public bool IsClosed { get; init; }

    /// <summary>The ids that peers have there, or are about to have.</summary>
    [Id(3)]
    public required string[] Seats { get; init; }

    /// <summary>Whom the others see.</summary>
    [Id(4)]
    public required SharedMember[] Members { get; init; }

    /// <summary>What hosts have set in the room, in JSON; null when nothing was ever set.</summary>
    [Id(5)]
    public string? Policy { get; init; }

    /// <summary>When it was set. The latest counts in the whole cluster.</summary>
    [Id(6)]
    public long PolicyRevision { get; init; }

    public static ShareState Closed(SiloAddress node, long version) =>
        new() { Node = node, Version = version, IsClosed = true, Seats = [], Members = [] };
}
