namespace Tureen.Bench.Fanout;

/// <param name="Pairs">For each second, what the worker and the floor took.</param>
/// <param name="Expected">Packets that consumers should have received.</param>
/// <param name="Received">Packets that they did.</param>
/// <param name="Latencies">p50, p99 and p99.9; null where nobody receives.</param>
internal sealed record FanoutResult(
    IReadOnlyList<(ThreadSample Worker, FloorSample Floor)> Pairs,
    long Expected,
    long Received,
    IReadOnlyList<TimeSpan>? Latencies)
{
    public double WorkerNanoseconds => Median(static pair => pair.Worker.NanosecondsPerPacket);

    public double CipherNanoseconds => Median(static pair => pair.Floor.CipherNanoseconds);

    public double KernelNanoseconds => Median(static pair => pair.Floor.KernelNanoseconds);

    /// <summary>The middle one of the ratios of each second, whose two parts saw the same noise.</summary>
    public double Ratio => Median(static pair => pair.Worker.NanosecondsPerPacket / pair.Floor.Nanoseconds);

    public double PacketsPerCpuSecond => 1e9 / WorkerNanoseconds;

    public double Loss => Expected == 0 ? 0 : Math.Max(0, 1 - ((double)Received / Expected));

    private double Median(Func<(ThreadSample Worker, FloorSample Floor), double> value)
    {
        double[] values = [.. Pairs.Select(value).Order()];
        return (values[values.Length / 2] + values[(values.Length - 1) / 2]) / 2;
    }
}
