using System.Globalization;
using Tureen.Engine.Crypto;

namespace Tureen.Bench.Fanout;

/// <summary>Runs every requested configuration and prints a line for each.</summary>
internal static class FanoutCommand
{
    public static async Task RunAsync(FanoutOptions options)
    {
        Console.WriteLine(
            $"{options.Producers} producer(s), {FanoutOptions.FramesPerSecond} frames/s of {FanoutOptions.PacketsPerFrame} packets of {FanoutOptions.PacketLength} bytes; "
            + $"{options.Seconds} s each; ns are CPU time of the sending thread per packet sent");
        Console.WriteLine("profile spacing  out  packets/CPU-s  worker ns   floor ns  ratio    p50 ms   p99 ms p99.9 ms    loss");
        foreach (SrtpProfile profile in options.Profiles)
        {
            foreach (bool isBurst in options.Bursts)
            {
                foreach (int consumers in options.Consumers)
                {
                    Print(profile, isBurst, consumers, await new FanoutRun(options, profile, isBurst, consumers).RunAsync());
                }
            }
        }
    }

    private static void Print(SrtpProfile profile, bool isBurst, int consumers, FanoutResult result)
    {
        string spacing = isBurst ? "burst" : "even";
        string latencies = string.Join(' ', result.Latencies.Select(
            static latency => latency.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture).PadLeft(8)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{FanoutOptions.Name(profile),-7} {spacing,-7} {consumers,4} {result.PacketsPerCpuSecond,14:N0} {result.WorkerNanoseconds,10:N0} {result.FloorNanoseconds,10:N0} {result.Ratio,6:0.00}  {latencies} {result.Loss,7:0.00%}"));
    }
}
