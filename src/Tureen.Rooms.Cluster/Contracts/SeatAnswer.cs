namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>The answer to a <see cref="SeatClaim"/>.</summary>
[GenerateSerializer]
[Immutable]
[Alias("tureen.SeatAnswer")]
internal sealed record SeatAnswer
{
    /// <summary>An HTTP status; 0 when the id is granted.</summary>
    [Id(0)]
    public int Status { get; init; }

    /// <summary>Why it is refused.</summary>
    [Id(1)]
    public string Reason { get; init; } = string.Empty;

    /// <summary>What the other machines hold of the room.</summary>
    [Id(2)]
    public ShareState[] Others { get; init; } = [];

    public static SeatAnswer Refused(int status, string reason) => new() { Status = status, Reason = reason };
}
