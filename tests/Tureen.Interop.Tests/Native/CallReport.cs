using System.Globalization;

namespace Tureen.Interop.Tests.Native;

/// <summary>What an honest call measured; times in milliseconds.</summary>
/// <param name="Sent">Packets.</param>
/// <param name="Lost">Packets that did not come.</param>
/// <param name="Median">Latency.</param>
/// <param name="P99">Latency.</param>
/// <param name="Maximum">Latency.</param>
/// <param name="WorstGap">The longest time in which one direction received nothing.</param>
internal sealed record CallReport(int Sent, int Lost, double Median, double P99, double Maximum, double WorstGap)
{
    public static CallReport Of(IEnumerable<(long[] Latencies, long WorstGap)> streams)
    {
        (long[] Latencies, long WorstGap)[] all = [.. streams];
        long[] sent = [.. all.SelectMany(static stream => stream.Latencies)];
        long[] came = [.. sent.Where(static latency => latency >= 0).Order()];
        return new CallReport(
            sent.Length,
            sent.Length - came.Length,
            Percentile(came, 0.5),
            Percentile(came, 0.99),
            Percentile(came, 1),
            all.Max(static stream => stream.WorstGap) / 1000.0);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"sent {Sent}, lost {Lost}, p50 {Median:0.0} ms, p99 {P99:0.0} ms, max {Maximum:0.0} ms, worst gap {WorstGap:0} ms");

    private static double Percentile(long[] sorted, double part) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * part) - 1)] / 1000.0;
}
