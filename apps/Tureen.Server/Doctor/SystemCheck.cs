using System.Globalization;
using System.Runtime.InteropServices;

namespace Tureen.Server.Doctor;

/// <summary>What the system gives: OpenSSL, descriptors, receive buffers, ffmpeg.</summary>
internal static class SystemCheck
{
    private const string Limits = "/proc/self/limits";
    private const string ReceiveBuffer = "/proc/sys/net/core/rmem_max";

    private static readonly string[] OpenSsl = ["libssl.so.3", "libssl.so", "libssl.3.dylib", "libssl-3-x64.dll"];

    public static IReadOnlyList<Finding> Run()
    {
        List<Finding> findings = [FindOpenSsl()];
        if (ReadDescriptors() is { } descriptors)
        {
            findings.Add(descriptors < DoctorLimits.MinDescriptors
                ? Finding.Warning("descriptors", $"{descriptors} at most", $"raise them for many participants: LimitNOFILE, or ulimit -n {DoctorLimits.MinDescriptors}")
                : Finding.Good("descriptors", $"{descriptors}"));
        }

        if (ReadNumber(ReceiveBuffer) is { } buffer)
        {
            findings.Add(buffer < DoctorLimits.MinReceiveBuffer
                ? Finding.Warning("receive buffers", $"{buffer} bytes at most", $"sysctl -w net.core.rmem_max={4 * DoctorLimits.MinReceiveBuffer} for many participants")
                : Finding.Good("receive buffers", $"{buffer} bytes"));
        }

        return findings;
    }

    private static Finding FindOpenSsl()
    {
        foreach (string name in OpenSsl)
        {
            if (NativeLibrary.TryLoad(name, out IntPtr library))
            {
                NativeLibrary.Free(library);
                return Finding.Good("OpenSSL", name);
            }
        }

        return Finding.Bad("OpenSSL", "libssl 3 is not found, which encrypts media", "apt install libssl3, or its like");
    }

    private static long? ReadDescriptors()
    {
        const string Name = "Max open files";
        try
        {
            string? line = File.ReadLines(Limits).FirstOrDefault(static one => one.StartsWith(Name, StringComparison.Ordinal));
            string[] parts = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
            return parts.Length > 0 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out long number) ? number : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long? ReadNumber(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out long number) ? number : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
