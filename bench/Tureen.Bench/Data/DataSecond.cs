using Tureen.Bench.Fanout;

namespace Tureen.Bench.Data;

/// <summary>About a second of the worker, and then as much of the floor.</summary>
/// <param name="Messages">Messages that all data consumers together received.</param>
/// <param name="Wall">How long the worker's part took.</param>
/// <param name="Worker">What the worker's thread did meanwhile.</param>
/// <param name="Floor">What the floor's thread did afterwards.</param>
internal sealed record DataSecond(long Messages, TimeSpan Wall, DataSample Worker, ThreadSample Floor)
{
    public double WorkerNanoseconds => Worker.CpuTime.TotalNanoseconds / Worker.Datagrams;

    public double Ratio => WorkerNanoseconds / Floor.NanosecondsPerPacket;
}
