using System.Reflection;
using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Crypto;

/// <summary>Finds OpenSSL 3 on the machine; every type that owns something native asks here first.</summary>
internal static class OpenSslLoader
{
    internal const string LibCryptoName = "tureen-libcrypto";
    internal const string LibSslName = "tureen-libssl";

    private const ulong OldestVersion = 0x3000_0000;

    private static readonly RetriedLoad Libraries = PrepareLoad();

    private static nint _libCrypto;
    private static nint _libSsl;

    /// <summary>Throws <see cref="OpenSslException"/> that says what is missing, when anything is.</summary>
    public static void EnsureLoaded()
    {
        if (Libraries.Run() is { } failure)
        {
            throw new OpenSslException(failure);
        }
    }

    internal static string[] CandidateFiles(string library, OSPlatform platform, Architecture architecture)
    {
        if (platform == OSPlatform.Windows)
        {
            string suffix = architecture == Architecture.Arm64 ? "-arm64" : "-x64";
            return [$"{library}-3{suffix}.dll", $"{library}-3.dll"];
        }

        if (platform == OSPlatform.OSX)
        {
            string file = $"{library}.3.dylib";
            return [file, $"/opt/homebrew/opt/openssl@3/lib/{file}", $"/usr/local/opt/openssl@3/lib/{file}"];
        }

        return [$"{library}.so.3"];
    }

    private static RetriedLoad PrepareLoad()
    {
        NativeLibrary.SetDllImportResolver(typeof(OpenSslLoader).Assembly, Resolve);
        return new RetriedLoad(Load);
    }

    private static string? Load()
    {
        // The order matters: libssl depends on libcrypto and must find the one that is loaded already.
        if (LoadLibrary("libcrypto", out _libCrypto) is { } noCrypto)
        {
            return noCrypto;
        }

        if (LoadLibrary("libssl", out _libSsl) is { } noSsl)
        {
            return noSsl;
        }

        ulong version = LibCrypto.OpenSSL_version_num();
        return version >= OldestVersion ? null : $"OpenSSL 3.0 or later is needed, but version 0x{version:X} was found.";
    }

    private static string? LoadLibrary(string library, out nint handle)
    {
        string[] files = CandidateFiles(library, CurrentPlatform(), RuntimeInformation.ProcessArchitecture);
        foreach (string file in files)
        {
            if (NativeLibrary.TryLoad(file, typeof(OpenSslLoader).Assembly, searchPath: null, out handle))
            {
                return null;
            }
        }

        handle = 0;
        return $"OpenSSL 3 is needed, but {library} was not found (looked for {string.Join(", ", files)}). "
            + "Install it: 'apt-get install libssl3', 'dnf install openssl-libs', 'brew install openssl@3', "
            + "or on Windows put the libraries beside the application.";
    }

    private static OSPlatform CurrentPlatform()
    {
        if (OperatingSystem.IsWindows())
        {
            return OSPlatform.Windows;
        }

        return OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        LibCryptoName => _libCrypto,
        LibSslName => _libSsl,
        _ => 0,
    };
}
