using System.Diagnostics;

namespace Tureen.Fuzz.Driver;

/// <summary>
/// Ends the process when a run does not end. It takes the coverage map away, so that the next branch of instrumented code
/// fails, and the runtime prints the stack of the loop. The process that started this one saves the input and goes on.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>What it prints first.</summary>
    public const string Mark = "A run does not end.";

    /// <summary>Processor time that a run may take: other programs may keep the machine busy.</summary>
    private static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(3);

    /// <summary>For a run that waits and works nothing.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly Thread _thread;
    private long _startedAt;
    private volatile bool _isDisposed;

    public Watchdog()
    {
        _thread = new Thread(Watch) { IsBackground = true, Name = "fuzz watchdog" };
        _thread.Start();
    }

    public void Begin() => Volatile.Write(ref _startedAt, Stopwatch.GetTimestamp());

    public void End() => Volatile.Write(ref _startedAt, 0);

    public void Dispose()
    {
        _isDisposed = true;
        _thread.Join();
    }

    private void Watch()
    {
        long watched = 0;
        TimeSpan busyBefore = default;
        while (!_isDisposed)
        {
            Thread.Sleep(Tick);
            long startedAt = Volatile.Read(ref _startedAt);
            if (startedAt != watched)
            {
                watched = startedAt;
                busyBefore = Environment.CpuUsage.TotalTime;
            }

            bool isOver = startedAt != 0
                && (Environment.CpuUsage.TotalTime - busyBefore > BusyLimit || Stopwatch.GetElapsedTime(startedAt) > IdleLimit);
            if (isOver)
            {
                EndProcess();
            }
        }
    }

    private static void EndProcess()
    {
        Console.Error.WriteLine(Mark);
        Console.Error.Flush();
        CoverageMap.Detach();
        Thread.Sleep(Grace);
        Environment.FailFast("It is in code that is not instrumented.");
    }
}
