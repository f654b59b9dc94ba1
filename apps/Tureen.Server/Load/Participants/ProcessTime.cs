using System.ComponentModel;
using System.Diagnostics;

namespace Tureen.Server.Load.Participants;

/// <summary>The CPU time of a process on this machine.</summary>
internal static class ProcessTime
{
    /// <returns>The time; null if there is no such process, or it may not be looked at.</returns>
    public static TimeSpan? Of(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.TotalProcessorTime;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
