namespace Tureen.Interop.Tests.Soak;

/// <summary>Whether numbers go up, by the straight line that fits them best.</summary>
internal static class SoakTrend
{
    /// <summary>How much the line rises in a minute.</summary>
    public static double PerMinute(IReadOnlyList<SoakSample> samples, Func<SoakSample, double> number)
    {
        double[] x = [.. samples.Select(static sample => sample.At.TotalMinutes)];
        double[] y = [.. samples.Select(number)];
        double meanX = x.Average();
        double meanY = y.Average();
        double spread = x.Sum(value => (value - meanX) * (value - meanX));
        return spread == 0 ? 0 : x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / spread;
    }
}
