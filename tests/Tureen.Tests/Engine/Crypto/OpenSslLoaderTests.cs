using System.Runtime.InteropServices;
using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Crypto;

public class OpenSslLoaderTests
{
    [Fact]
    public void OpenSsl_3_is_found_on_this_machine()
    {
        OpenSslLoader.EnsureLoaded();
        Assert.True(LibCrypto.OpenSSL_version_num() >= 0x3000_0000);
    }

    [Fact]
    public void Each_platform_has_its_own_file_names()
    {
        Assert.Equal(["libssl.so.3"], OpenSslLoader.CandidateFiles("libssl", OSPlatform.Linux, Architecture.X64));
        Assert.Equal("libssl.3.dylib", OpenSslLoader.CandidateFiles("libssl", OSPlatform.OSX, Architecture.Arm64)[0]);
        Assert.Equal(
            "libcrypto-3-x64.dll", OpenSslLoader.CandidateFiles("libcrypto", OSPlatform.Windows, Architecture.X64)[0]);
    }
}
