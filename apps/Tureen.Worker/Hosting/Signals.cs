using System.Runtime.InteropServices;

namespace Tureen.WorkerProcess.Hosting;

/// <summary>SIGINT and SIGTERM close the worker; signals that people send by accident are ignored.</summary>
internal static class Signals
{
    private const int Hangup = 1;
    private const int User1 = 10;
    private const int User2 = 12;
    private const int Pipe = 13;
    private const int Alarm = 14;
    private const nint Ignore = 1;

    /// <returns>Keep it as long as the signals are to be handled.</returns>
    public static IReadOnlyList<IDisposable> Handle(Action close)
    {
        foreach (int signal in (ReadOnlySpan<int>)[Pipe, Hangup, Alarm, User1, User2])
        {
            ProcessNative.Signal(signal, Ignore);
        }

        return [Close(PosixSignal.SIGINT, close), Close(PosixSignal.SIGTERM, close)];
    }

    private static PosixSignalRegistration Close(PosixSignal signal, Action close) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            close();
        });
}
