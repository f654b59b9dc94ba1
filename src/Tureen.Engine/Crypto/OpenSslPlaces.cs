using System.Runtime.InteropServices;

namespace Tureen.Engine.Crypto;

/// <summary>Where OpenSSL 3 may be on a machine, as a plain list of paths.</summary>
/// <param name="Platform">Linux, Windows or OSX.</param>
/// <param name="Architecture">That of the process.</param>
/// <param name="ApplicationFolder">The folder of the program.</param>
/// <param name="ReadVariable">Reads a variable of the environment; null if it is not set.</param>
internal sealed record OpenSslPlaces(OSPlatform Platform, Architecture Architecture, string ApplicationFolder, Func<string, string?> ReadVariable)
{
    /// <summary>Names the folder of the libraries, for a machine that has them elsewhere.</summary>
    public const string FolderVariable = "TUREEN_OPENSSL_FOLDER";

    /// <summary>This machine.</summary>
    public static OpenSslPlaces Current() => new(
        OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux,
        RuntimeInformation.ProcessArchitecture,
        AppContext.BaseDirectory,
        Environment.GetEnvironmentVariable);

    /// <summary>The files of both libraries, the first choice first. Both are of one place, because libraries of different builds do not fit together.</summary>
    public IReadOnlyList<(string Crypto, string Ssl)> Candidates() =>
        [.. Folders().SelectMany(folder => Names().Select(name => (Join(folder, $"libcrypto{name}"), Join(folder, $"libssl{name}"))))];

    /// <summary>What a user does about a machine without OpenSSL 3.</summary>
    public string Advice()
    {
        if (Platform == OSPlatform.Windows)
        {
            return $"Install Git for Windows or OpenSSL 3 (Win64), or put {string.Join(" and ", Files())} beside the program";
        }

        return Platform == OSPlatform.OSX
            ? "Install it with 'brew install openssl@3'"
            : "Install it with 'apt-get install libssl3', 'dnf install openssl-libs' or 'apk add libssl3'";
    }

    /// <summary>The file names of the first choice.</summary>
    public string[] Files() => [$"libcrypto{Names()[0]}", $"libssl{Names()[0]}"];

    /// <summary>An empty folder stands for wherever the system looks.</summary>
    private string[] Folders()
    {
        string[] first = ReadVariable(FolderVariable) is { Length: > 0 } chosen ? [chosen] : [];
        if (Platform == OSPlatform.Windows)
        {
            return [.. first, ApplicationFolder, "", .. WindowsFolders()];
        }

        string[] others = Platform == OSPlatform.OSX
            ? ["/opt/homebrew/opt/openssl@3/lib", "/usr/local/opt/openssl@3/lib", "/opt/local/libexec/openssl3/lib"]
            : [];
        return [.. first, "", ApplicationFolder, .. others];
    }

    /// <summary>Not folders at the root of a drive: every user may make one there, and put other libraries into it.</summary>
    private IEnumerable<string> WindowsFolders()
    {
        string git = Architecture == Architecture.Arm64 ? @"clangarm64\bin" : @"mingw64\bin";
        if (ReadVariable("ProgramFiles") is { Length: > 0 } programs)
        {
            string[] openSsl = Architecture == Architecture.Arm64 ? ["OpenSSL-Win64-ARM", "OpenSSL"] : ["OpenSSL-Win64", "OpenSSL"];
            foreach (string folder in openSsl)
            {
                yield return $@"{programs}\{folder}\bin";
            }

            yield return $@"{programs}\Git\{git}";
        }

        if (ReadVariable("LOCALAPPDATA") is { Length: > 0 } user)
        {
            yield return $@"{user}\Programs\Git\{git}";
        }
    }

    private string[] Names()
    {
        if (Platform == OSPlatform.Windows)
        {
            return Architecture switch
            {
                Architecture.Arm64 => ["-3-arm64.dll", "-3.dll"],
                Architecture.X64 => ["-3-x64.dll", "-3.dll"],
                _ => ["-3.dll"],
            };
        }

        return Platform == OSPlatform.OSX ? [".3.dylib"] : [".so.3"];
    }

    private string Join(string folder, string file)
    {
        char separator = Platform == OSPlatform.Windows ? '\\' : '/';
        return folder.Length == 0 ? file : folder.TrimEnd(separator) + separator + file;
    }
}
