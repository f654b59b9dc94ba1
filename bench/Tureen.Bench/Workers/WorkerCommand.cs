using System.Diagnostics;
using System.Globalization;

namespace Tureen.Bench.Workers;

/// <summary>Starts the drop-in worker as mediasoup does, and measures how long it takes to report that it runs, and its memory then.</summary>
internal static class WorkerCommand
{
    /// <summary>After the notification nothing is left to do.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);

    public static void Run(WorkerOptions options)
    {
        List<WorkerStart> starts = [];
        for (int i = 0; i < options.Starts; i++)
        {
            starts.Add(Start(options.Program));
        }

        Console.WriteLine($"{options.Starts} starts of {options.Program}");
        Print("to running, ms", starts, static start => start.Running.TotalMilliseconds);
        Print("CPU time, ms", starts, static start => start.CpuTime.TotalMilliseconds);
        Print("resident, MB", starts, static start => start.ResidentBytes / 1e6);
        Print("of it its own, MB", starts, static start => start.PrivateBytes / 1e6);
        Print("to the end, ms", starts, static start => start.End.TotalMilliseconds);
    }

    private static void Print(string name, List<WorkerStart> starts, Func<WorkerStart, double> value)
    {
        double[] values = [.. starts.Select(value).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-20} best {values[0],7:0.0}   median {values[values.Length / 2],7:0.0}   worst {values[^1],7:0.0}"));
    }

    private static WorkerStart Start(string program)
    {
        using WorkerPipes pipes = new();
        long began = Stopwatch.GetTimestamp();
        using Process process = pipes.Start(program);
        pipes.AwaitMessage();
        TimeSpan running = Stopwatch.GetElapsedTime(began);
        Thread.Sleep(Idle);
        (long resident, long own) = Memory(process.Id);
        TimeSpan cpu = process.TotalProcessorTime;
        long ended = Stopwatch.GetTimestamp();
        pipes.Close();
        process.WaitForExit();
        return new WorkerStart(running, cpu, resident, own, Stopwatch.GetElapsedTime(ended));
    }

    private static (long Resident, long Private) Memory(int pid)
    {
        long resident = 0;
        long own = 0;
        foreach (string line in File.ReadLines($"/proc/{pid}/smaps_rollup"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            long bytes() => long.Parse(words[1], CultureInfo.InvariantCulture) * 1024;
            switch (words[0])
            {
                case "Rss:":
                    resident = bytes();
                    break;
                case "Private_Clean:" or "Private_Dirty:":
                    own += bytes();
                    break;
                default:
                    break;
            }
        }

        return (resident, own);
    }
}
