using System.Globalization;

namespace Tureen.Interop.Tests.Native;

/// <summary>What Linux knows of a process at one moment.</summary>
/// <param name="ResidentKilobytes">Memory that it occupies.</param>
/// <param name="AnonymousKilobytes">Of these, what is not a mapped file: heaps and stacks.</param>
/// <param name="Descriptors">Open files and sockets.</param>
/// <param name="Threads">All of them.</param>
/// <param name="CpuTime">Of all threads since the start.</param>
internal sealed record ProcessSample(long ResidentKilobytes, long AnonymousKilobytes, int Descriptors, int Threads, TimeSpan CpuTime)
{
    /// <summary>USER_HZ, which is the same on every Linux.</summary>
    private const int TicksPerSecond = 100;

    public static ProcessSample Read(int processId)
    {
        string folder = $"/proc/{processId}";
        string[] status = File.ReadAllLines(folder + "/status");
        return new ProcessSample(
            Field(status, "VmRSS:"),
            Field(status, "RssAnon:"),
            Directory.GetFileSystemEntries(folder + "/fd").Length,
            (int)Field(status, "Threads:"),
            CpuTimeOf(folder + "/stat"));
    }

    /// <summary>The CPU time of each thread by its name; the media threads are called tureen-worker or alike.</summary>
    public static IReadOnlyList<(int Id, string Name, TimeSpan CpuTime)> ReadThreads(int processId)
    {
        var threads = new List<(int, string, TimeSpan)>();
        foreach (string folder in Directory.GetDirectories($"/proc/{processId}/task"))
        {
            try
            {
                int id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                threads.Add((id, File.ReadAllText(folder + "/comm").Trim(), CpuTimeOf(folder + "/stat")));
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return threads;
    }

    private static long Field(string[] status, string name)
    {
        string line = status.First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", string.Empty, StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }

    private static TimeSpan CpuTimeOf(string statFile)
    {
        // The second field is the name in parentheses, which may hold spaces; user and system time are the 14th and 15th.
        string text = File.ReadAllText(statFile);
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        long ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }
}
