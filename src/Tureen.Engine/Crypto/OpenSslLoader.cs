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

    private static RetriedLoad PrepareLoad()
    {
        NativeLibrary.SetDllImportResolver(typeof(OpenSslLoader).Assembly, Resolve);
        return new RetriedLoad(Load);
    }

    private static string? Load()
    {
        OpenSslPlaces places = OpenSslPlaces.Current();
        IReadOnlyList<(string Crypto, string Ssl)> candidates = places.Candidates();
        foreach ((string crypto, string ssl) in candidates)
        {
            if (TryLoad(crypto, ssl))
            {
                ulong version = LibCrypto.OpenSSL_version_num();
                return version >= OldestVersion ? null : $"OpenSSL 3.0 or later is needed, but version 0x{version:X} was found ({crypto}).";
            }
        }

        return $"OpenSSL 3 is needed, but was not found. {places.Advice()}, or name the folder of the libraries in {OpenSslPlaces.FolderVariable}. "
            + $"Looked for {string.Join(", ", candidates.Select(static candidate => candidate.Ssl))}.";
    }

    /// <summary>Loads libcrypto first: libssl depends on it, and must find the one that is loaded already.</summary>
    private static bool TryLoad(string crypto, string ssl)
    {
        if (!NativeLibrary.TryLoad(crypto, typeof(OpenSslLoader).Assembly, searchPath: null, out nint libCrypto))
        {
            return false;
        }

        if (!NativeLibrary.TryLoad(ssl, typeof(OpenSslLoader).Assembly, searchPath: null, out nint libSsl))
        {
            NativeLibrary.Free(libCrypto);
            return false;
        }

        (_libCrypto, _libSsl) = (libCrypto, libSsl);
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        LibCryptoName => _libCrypto,
        LibSslName => _libSsl,
        _ => 0,
    };
}
