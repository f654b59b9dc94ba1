namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>Packets arrive in aggregates, as over Wi-Fi: what waits is released at once and in order, at instants with a random distance.</summary>
/// <param name="Least">The least distance.</param>
/// <param name="Most">The greatest.</param>
/// <param name="StallChance">The share of the distances that are stalls.</param>
/// <param name="LeastStall">The shortest stall.</param>
/// <param name="MostStall">The longest.</param>
internal sealed record Aggregates(TimeSpan Least, TimeSpan Most, double StallChance, TimeSpan LeastStall, TimeSpan MostStall)
{
    /// <summary>A good link.</summary>
    public static readonly Aggregates Light = new(Milliseconds(2), Milliseconds(20), 0.01, Milliseconds(60), Milliseconds(120));

    /// <summary>A link that others use, too.</summary>
    public static readonly Aggregates Heavy = new(Milliseconds(2), Milliseconds(50), 0.02, Milliseconds(125), Milliseconds(250));

    /// <summary>Microseconds until the next release.</summary>
    public double Draw(Random random)
    {
        (TimeSpan least, TimeSpan most) = random.NextDouble() < StallChance ? (LeastStall, MostStall) : (Least, Most);
        return least.TotalMicroseconds + (random.NextDouble() * (most - least).TotalMicroseconds);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
