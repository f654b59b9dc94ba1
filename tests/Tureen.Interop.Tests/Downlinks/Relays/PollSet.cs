using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>Waits for packets or an instant, more exactly than the milliseconds of <see cref="Socket.Select(System.Collections.IList?, System.Collections.IList?, System.Collections.IList?, TimeSpan)"/>.</summary>
internal sealed partial class PollSet
{
    private const short Readable = 1;

    private readonly List<Socket> _sockets = [];
    private PollEntry[] _entries = [];

    public void Add(Socket socket)
    {
        _sockets.Add(socket);
        _entries = [.. _sockets.Select(static one => new PollEntry { Descriptor = (int)one.SafeHandle.DangerousGetHandle(), Events = Readable })];
    }

    public void Wait(TimeSpan limit)
    {
        var duration = new Duration { Seconds = (long)limit.TotalSeconds, Nanoseconds = limit.Ticks % TimeSpan.TicksPerSecond * 100 };
        _ = Poll(_entries, (nuint)_entries.Length, duration, 0);
    }

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll([In, Out] PollEntry[] entries, nuint count, in Duration limit, nint signals);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Duration
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
