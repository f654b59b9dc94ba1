using Tureen.Server.Load.Measures;

namespace Tureen.Server.Load.Reports;

/// <summary>Values in milliseconds: how many, and which value half of them, 95 % and 99 % do not exceed.</summary>
internal sealed record DistributionReport(long Count, double Median, double P95, double P99, double Max)
{
    private const int Digits = 2;

    public static DistributionReport Of(Distribution distribution) => new(
        distribution.Count,
        Math.Round(distribution.Percentile(0.5), Digits),
        Math.Round(distribution.Percentile(0.95), Digits),
        Math.Round(distribution.Percentile(0.99), Digits),
        Math.Round(distribution.Max, Digits));
}
