using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>Lets a thread of this process open its sockets in another network.</summary>
internal static partial class NamespaceThread
{
    private const int NetworkKind = 0x4000_0000;

    /// <summary>Moves the calling thread, for good.</summary>
    public static void Enter(string networkNamespace)
    {
        using SafeFileHandle file = File.OpenHandle($"/var/run/netns/{networkNamespace}");
        if (SetNamespace(file, NetworkKind) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNamespace(SafeFileHandle file, int kind);
}
