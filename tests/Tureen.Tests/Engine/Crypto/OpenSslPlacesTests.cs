using System.Runtime.InteropServices;
using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Crypto;

/// <summary>Windows and macOS as lists of paths, because the tests run on Linux.</summary>
public sealed class OpenSslPlacesTests
{
    private static readonly Dictionary<string, string> WindowsVariables = new(StringComparer.Ordinal)
    {
        ["ProgramFiles"] = @"C:\Program Files",
        ["LOCALAPPDATA"] = @"C:\Users\Ann\AppData\Local",
    };

    [Fact]
    public void Linux_asks_the_system_first() =>
        Assert.Equal(
            [("libcrypto.so.3", "libssl.so.3"), ("/app/libcrypto.so.3", "/app/libssl.so.3")],
            Places(OSPlatform.Linux, Architecture.X64, "/app/").Candidates());

    [Fact]
    public void Windows_looks_beside_the_program_in_its_path_and_where_installers_put_it() =>
        Assert.Equal(
            [
                @"D:\App\libssl-3-x64.dll", @"D:\App\libssl-3.dll",
                "libssl-3-x64.dll", "libssl-3.dll",
                @"C:\Program Files\OpenSSL-Win64\bin\libssl-3-x64.dll", @"C:\Program Files\OpenSSL-Win64\bin\libssl-3.dll",
                @"C:\Program Files\OpenSSL\bin\libssl-3-x64.dll", @"C:\Program Files\OpenSSL\bin\libssl-3.dll",
                @"C:\Program Files\Git\mingw64\bin\libssl-3-x64.dll", @"C:\Program Files\Git\mingw64\bin\libssl-3.dll",
                @"C:\Users\Ann\AppData\Local\Programs\Git\mingw64\bin\libssl-3-x64.dll", @"C:\Users\Ann\AppData\Local\Programs\Git\mingw64\bin\libssl-3.dll",
            ],
            Ssl(Places(OSPlatform.Windows, Architecture.X64, @"D:\App\", WindowsVariables)));

    [Fact]
    public void Windows_on_Arm_has_files_and_folders_of_its_own()
    {
        string[] files = Ssl(Places(OSPlatform.Windows, Architecture.Arm64, @"D:\App", WindowsVariables));
        Assert.Contains(@"C:\Program Files\Git\clangarm64\bin\libssl-3-arm64.dll", files);
        Assert.Contains(@"C:\Program Files\OpenSSL-Win64-ARM\bin\libssl-3-arm64.dll", files);
        Assert.DoesNotContain(files, static file => file.Contains("x64", StringComparison.Ordinal) || file.Contains("mingw64", StringComparison.Ordinal));
    }

    [Fact]
    public void Windows_without_variables_looks_at_the_program_and_the_path() =>
        Assert.Equal(
            [@"D:\App\libssl-3-x64.dll", @"D:\App\libssl-3.dll", "libssl-3-x64.dll", "libssl-3.dll"],
            Ssl(Places(OSPlatform.Windows, Architecture.X64, @"D:\App")));

    [Fact]
    public void MacOS_knows_both_prefixes_of_Homebrew_and_that_of_MacPorts() =>
        Assert.Equal(
            [
                "libssl.3.dylib", "/app/libssl.3.dylib",
                "/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib", "/usr/local/opt/openssl@3/lib/libssl.3.dylib", "/opt/local/libexec/openssl3/lib/libssl.3.dylib",
            ],
            Ssl(Places(OSPlatform.OSX, Architecture.Arm64, "/app")));

    [Theory]
    [InlineData("LINUX", "/opt/ssl", "/opt/ssl/libssl.so.3")]
    [InlineData("OSX", "/opt/ssl", "/opt/ssl/libssl.3.dylib")]
    [InlineData("WINDOWS", @"E:\ssl", @"E:\ssl\libssl-3-x64.dll")]
    public void A_chosen_folder_comes_first(string platform, string folder, string expected)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { [OpenSslPlaces.FolderVariable] = folder };
        Assert.Equal(expected, Ssl(Places(OSPlatform.Create(platform), Architecture.X64, "app", variables))[0]);
    }

    [Fact]
    public void Both_libraries_are_of_one_place()
    {
        foreach ((string crypto, string ssl) in Places(OSPlatform.Windows, Architecture.X64, @"D:\App", WindowsVariables).Candidates())
        {
            Assert.Equal(ssl, crypto.Replace("libcrypto", "libssl", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("LINUX", "apt-get install libssl3")]
    [InlineData("OSX", "brew install openssl@3")]
    [InlineData("WINDOWS", "Git for Windows")]
    [InlineData("WINDOWS", "libcrypto-3-x64.dll and libssl-3-x64.dll beside the program")]
    public void The_advice_is_that_of_the_system(string platform, string expected) =>
        Assert.Contains(expected, Places(OSPlatform.Create(platform), Architecture.X64, "app").Advice(), StringComparison.Ordinal);

    private static OpenSslPlaces Places(OSPlatform platform, Architecture architecture, string folder, Dictionary<string, string>? variables = null) =>
        new(platform, architecture, folder, name => variables?.GetValueOrDefault(name));

    private static string[] Ssl(OpenSslPlaces places) => [.. places.Candidates().Select(static candidate => candidate.Ssl)];
}
