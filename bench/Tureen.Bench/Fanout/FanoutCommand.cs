using System.Globalization;

namespace Tureen.Bench.Fanout;

/// <summary>Runs every requested configuration and prints a line for each.</summary>
internal static class FanoutCommand
{
    public static async Task RunAsync(FanoutOptions options)
    {
        Console.WriteLine(
            $"video: {FanoutOptions.FramesPerSecond} frames/s of {FanoutOptions.PacketsPerFrame} packets of {FanoutOptions.PacketLength} bytes; "
            + $"audio: {MediaShape.Audio.StepsPerSecond} packets/s of {MediaShape.Audio.PacketLength} bytes; {options.Seconds} s each; ns are CPU time of the sending thread per packet sent");
        Console.WriteLine("sink     profile load     spacing  packets/CPU-s  worker ns  kernel ns  cipher ns  ratio    p50 ms   p99 ms p99.9 ms    loss");
        foreach (bool isDevice in options.Sinks)
        {
            using DeviceNetwork? device = isDevice ? DeviceNetwork.Create() : null;
            foreach (FanoutLoad load in options.Loads())
            {
                Print(device is not null, load, await new FanoutRun(options, load, device).RunAsync());
            }
        }
    }

    private static void Print(bool isDevice, FanoutLoad load, FanoutResult result)
    {
        string latencies = result.Latencies is null
            ? "  nobody receives"
            : string.Join(' ', result.Latencies.Select(static latency => latency.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture).PadLeft(8)))
                + string.Create(CultureInfo.InvariantCulture, $" {result.Loss,7:0.00%}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(isDevice ? "device" : "loopback"),-8} {FanoutOptions.Name(load.Profile),-7} {load.Name,-8} {load.Shape.Name,-7} {result.PacketsPerCpuSecond,14:N0} {result.WorkerNanoseconds,10:N0} {result.KernelNanoseconds,10:N0} {result.CipherNanoseconds,10:N0} {result.Ratio,6:0.00}  {latencies}"));
    }
}
