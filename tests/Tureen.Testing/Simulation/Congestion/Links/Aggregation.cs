namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>
/// Datagrams arrive in aggregates, as over Wi-Fi: what waits is released at once and in order, at instants with a random distance.
/// </summary>
/// <param name="Least">The least distance of two releases, in milliseconds.</param>
/// <param name="Most">The usual maximum, in milliseconds.</param>
/// <param name="StallChance">The chance of a longer distance.</param>
/// <param name="LeastStall">The least longer distance, in milliseconds.</param>
/// <param name="MostStall">The maximum longer distance, in milliseconds.</param>
internal sealed record Aggregation(double Least, double Most, double StallChance, double LeastStall, double MostStall)
{
    /// <summary>A usual network.</summary>
    public static readonly Aggregation Usual = new(2, 20, 0.01, 60, 120);

    /// <summary>A crowded network.</summary>
    public static readonly Aggregation Crowded = new(2, 50, 0.02, 125, 250);
}
