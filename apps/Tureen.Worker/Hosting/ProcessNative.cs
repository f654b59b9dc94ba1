using System.Runtime.InteropServices;

namespace Tureen.WorkerProcess.Hosting;

/// <summary>The system calls about this process.</summary>
internal static partial class ProcessNative
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "signal")]
    public static partial nint Signal(int signal, nint handler);

    /// <summary>Ends the process at once, without what the runtime would do before.</summary>
    [LibraryImport(Library, EntryPoint = "_exit")]
    public static partial void Exit(int code);
}
