namespace Tureen.Rooms.Page.Statistics;

/// <summary>The statistics of one stream or transport.</summary>
/// <param name="Id">Unique among them.</param>
/// <param name="Title">Whose it is and what.</param>
/// <param name="Bitrate">Bits per second, which are drawn over time.</param>
/// <param name="Rows">Name and value of each number.</param>
internal sealed record StatsEntry(string Id, string Title, double Bitrate, IReadOnlyList<(string Name, string Value)> Rows)
{
    /// <summary>What they mean, for everybody; empty when there is nothing to add.</summary>
    public string Words { get; init; } = string.Empty;
}
