namespace Tureen.Bench.Fanout;

/// <summary>CPU time that it took to encrypt packets, and to send as many.</summary>
internal readonly record struct FloorSample(TimeSpan Cipher, TimeSpan Kernel, long Packets)
{
    public double CipherNanoseconds => Packets == 0 ? 0 : Cipher.TotalNanoseconds / Packets;

    public double KernelNanoseconds => Packets == 0 ? 0 : Kernel.TotalNanoseconds / Packets;

    public double Nanoseconds => CipherNanoseconds + KernelNanoseconds;

    public static FloorSample operator +(FloorSample a, FloorSample b) => new(a.Cipher + b.Cipher, a.Kernel + b.Kernel, a.Packets + b.Packets);

    public static FloorSample operator -(FloorSample a, FloorSample b) => new(a.Cipher - b.Cipher, a.Kernel - b.Kernel, a.Packets - b.Packets);
}
