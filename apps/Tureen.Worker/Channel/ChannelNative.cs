using System.Runtime.InteropServices;

namespace Tureen.WorkerProcess.Channel;

/// <summary>The system calls on inherited descriptors, which the base library would take for its own.</summary>
internal static unsafe partial class ChannelNative
{
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int NotSocket = 88;
    public const int DontWait = 0x40;
    public const int NoSignal = 0x4000;
    public const short PollIn = 1;
    public const short PollOut = 4;

    private const string Library = "libc";

    public static int LastError => Marshal.GetLastPInvokeError();

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int descriptor, byte* buffer, nuint count, int flags);

    /// <summary>The one descriptor lies in 64 bits: the descriptor, the events asked for, the events that are.</summary>
    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ulong* descriptors, ulong count, int milliseconds);
}
