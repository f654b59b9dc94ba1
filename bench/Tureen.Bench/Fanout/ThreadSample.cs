namespace Tureen.Bench.Fanout;

/// <summary>What one thread has sent, and the CPU time it took.</summary>
internal readonly record struct ThreadSample(TimeSpan CpuTime, long Packets)
{
    public double NanosecondsPerPacket => Packets == 0 ? 0 : CpuTime.TotalNanoseconds / Packets;

    public static ThreadSample operator -(ThreadSample a, ThreadSample b) => new(a.CpuTime - b.CpuTime, a.Packets - b.Packets);
}
