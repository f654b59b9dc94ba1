using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion;

/// <summary>Distributions that links and sources draw from.</summary>
internal static class Randomness
{
    /// <summary>A source of its own for one part of a scenario, so that a draw more in one part changes no other.</summary>
    public static RandomSource Split(ulong seed, ulong part) => new SeededRandomSource((seed * 0x9E37_79B9_7F4A_7C15) ^ (part * 0xD1B5_4A32_D192_ED03));

    /// <summary>Normally distributed with mean 0 and deviation 1 (Box and Muller).</summary>
    public static double NextNormal(this RandomSource random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Log-normally distributed with mean 1; the deviation is that of the logarithm.</summary>
    public static double NextLogNormal(this RandomSource random, double deviation) =>
        Math.Exp((deviation * random.NextNormal()) - (deviation * deviation / 2));

    /// <summary>Uniform between two spans.</summary>
    public static TimeSpan NextSpan(this RandomSource random, TimeSpan least, TimeSpan most) => least + ((most - least) * random.NextDouble());
}
