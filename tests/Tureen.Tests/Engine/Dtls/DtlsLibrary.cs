using System.Runtime.InteropServices;
using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Dtls;

/// <summary>Functions of libssl that only tests call, to make peers that behave badly.</summary>
internal static class DtlsLibrary
{
    public static nint Export(string name) => NativeLibrary.GetExport(NativeLibrary.Load(File()), name);

    private static string File()
    {
        OSPlatform platform = OSPlatform.Linux;
        if (OperatingSystem.IsWindows())
        {
            platform = OSPlatform.Windows;
        }
        else if (OperatingSystem.IsMacOS())
        {
            platform = OSPlatform.OSX;
        }

        return OpenSslLoader.CandidateFiles("libssl", platform, RuntimeInformation.ProcessArchitecture)[0];
    }
}
