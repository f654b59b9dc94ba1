namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>A peer asks for its id in a room.</summary>
[GenerateSerializer]
[Immutable]
[Alias("tureen.SeatClaim")]
internal sealed record SeatClaim
{
    /// <summary>The machine that asks.</summary>
    [Id(0)]
    public required SiloAddress Node { get; init; }

    /// <summary>The id.</summary>
    [Id(1)]
    public required string PeerId { get; init; }

    /// <summary>Who it is, by its token; null without one.</summary>
    [Id(2)]
    public string? Identity { get; init; }

    /// <summary>What proves that it is the peer that has the id already; empty without.</summary>
    [Id(3)]
    public required string ReconnectToken { get; init; }
}
