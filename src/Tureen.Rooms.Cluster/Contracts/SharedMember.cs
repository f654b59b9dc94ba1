namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>A member of a room, as the other machines show it.</summary>
[GenerateSerializer]
[Immutable]
[Alias("tureen.SharedMember")]
internal sealed record SharedMember
{
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required string DisplayName { get; init; }

    [Id(2)]
    public string? Identity { get; init; }

    [Id(3)]
    public string? Role { get; init; }

    /// <summary>In JSON; null for none.</summary>
    [Id(4)]
    public string? Metadata { get; init; }

    /// <summary>In JSON.</summary>
    [Id(5)]
    public required string Device { get; init; }

    [Id(6)]
    public DateTimeOffset? JoinedAt { get; init; }

    [Id(7)]
    public required SharedProducer[] Producers { get; init; }
}
