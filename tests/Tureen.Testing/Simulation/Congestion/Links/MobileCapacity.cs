using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>The capacity of a mobile link such as LTE: its logarithm walks at random and is drawn back to the mean.</summary>
internal static class MobileCapacity
{
    private const double Mean = 1_200_000;
    private const double Least = 200_000;
    private const double Most = 4_000_000;
    private const double Pull = 0.03;
    private const double Deviation = 0.12;
    private const double StepSeconds = 0.1;

    public static CapacityTrace Create(RandomSource random, TimeSpan duration)
    {
        double logarithm = Math.Log(Mean);
        var points = new List<(double, double)>();
        for (double at = 0; at <= duration.TotalSeconds; at += StepSeconds)
        {
            points.Add((at, Math.Exp(logarithm)));
            logarithm += (Pull * (Math.Log(Mean) - logarithm)) + (Deviation * random.NextNormal());
            logarithm = Math.Clamp(logarithm, Math.Log(Least), Math.Log(Most));
        }

        return CapacityTrace.Steps([.. points]);
    }
}
