using System.Globalization;

namespace Tureen.Bench.Data;

/// <summary>Runs every requested configuration and prints a line for each.</summary>
internal static class DataCommand
{
    public static async Task RunAsync(DataOptions options)
    {
        Console.WriteLine(
            $"one data producer, messages of {options.Length} bytes, at most {DataOptions.Ahead} ahead of the slowest consumer; {options.Seconds} s each; "
            + "ns are CPU time of the sending thread per datagram sent");
        Console.WriteLine(" out   messages/s     MB/s  messages/CPU-s  MB/CPU-s  allocated/message  worker ns   floor ns  ratio    loss");
        foreach (int consumers in options.Consumers)
        {
            Print(options.Length, consumers, await new DataRun(options, consumers).RunAsync());
        }
    }

    private static void Print(int length, int consumers, DataResult result)
    {
        double megabytes = length / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{consumers,4} {result.MessagesPerSecond,12:N0} {result.MessagesPerSecond * megabytes,8:N1} {result.MessagesPerCpuSecond,15:N0} {result.MessagesPerCpuSecond * megabytes,9:N1} {result.AllocatedPerMessage,18:N2} {result.WorkerNanoseconds,10:N0} {result.FloorNanoseconds,10:N0} {result.Ratio,6:0.00} {result.Loss,7:0.00%}"));
    }
}
