namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>What a member sends, as the other machines hear of it.</summary>
[GenerateSerializer]
[Immutable]
[Alias("tureen.SharedProducer")]
internal sealed record SharedProducer
{
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>It carries messages, not media.</summary>
    [Id(1)]
    public bool IsData { get; init; }

    /// <summary>What its peer says about it, in JSON.</summary>
    [Id(2)]
    public required string AppData { get; init; }
}
