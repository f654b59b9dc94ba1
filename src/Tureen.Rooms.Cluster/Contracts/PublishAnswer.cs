namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>The answer to a machine that has published what it holds of a room.</summary>
[GenerateSerializer]
[Immutable]
[Alias("tureen.PublishAnswer")]
internal sealed record PublishAnswer
{
    /// <summary>What the other machines hold of the room.</summary>
    [Id(0)]
    public required ShareState[] Others { get; init; }

    /// <summary>Ids that other machines have got meanwhile. Their peers must leave.</summary>
    [Id(1)]
    public required string[] LostSeats { get; init; }
}
