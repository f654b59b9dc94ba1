namespace Tureen.Ortc;

internal static class RandomSsrc
{
    /// <summary>Draws nine decimal digits, as mediasoup does, which leaves room above for a row of SSRCs.</summary>
    public static uint Next() => (uint)Random.Shared.Next(100_000_000, 1_000_000_000);
}
