namespace Tureen.Bench.Data;

/// <summary>The result of one configuration.</summary>
internal sealed record DataResult(IReadOnlyList<DataSecond> Seconds, long Expected, long Received)
{
    public double MessagesPerSecond => Messages / Seconds.Sum(static second => second.Wall.TotalSeconds);

    public double MessagesPerCpuSecond => Messages / Seconds.Sum(static second => second.Worker.CpuTime.TotalSeconds);

    public double AllocatedPerMessage => Seconds.Sum(static second => second.Worker.Allocated) / Messages;

    public double WorkerNanoseconds => Median(static second => second.WorkerNanoseconds);

    public double FloorNanoseconds => Median(static second => second.Floor.NanosecondsPerPacket);

    public double Ratio => Median(static second => second.Ratio);

    public double Loss => 1 - ((double)Received / Expected);

    private double Messages => Seconds.Sum(static second => second.Messages);

    private double Median(Func<DataSecond, double> value) => Seconds.Select(value).Order().ElementAt(Seconds.Count / 2);
}
