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
}
