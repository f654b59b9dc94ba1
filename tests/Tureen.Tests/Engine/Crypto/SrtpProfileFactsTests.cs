using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Crypto;

public class SrtpProfileFactsTests
{
    [Theory]
    [InlineData("AEAD_AES_256_GCM", 44, 16, 16)]
    [InlineData("AEAD_AES_128_GCM", 28, 16, 16)]
    [InlineData("AES_CM_128_HMAC_SHA1_80", 30, 10, 10)]
    [InlineData("AES_CM_128_HMAC_SHA1_32", 30, 4, 10)]
    public void Names_and_lengths_are_those_of_the_specification(string name, int keying, int rtpTag, int rtcpTag)
    {
        Assert.True(SrtpProfileFacts.TryParseSuiteName(name, out SrtpProfile profile));
        Assert.Equal(name, profile.SuiteName());
        Assert.Equal(keying, profile.KeyingMaterialLength());
        Assert.Equal(rtpTag, profile.RtpTagLength());
        Assert.Equal(rtcpTag, profile.RtcpTagLength());
    }

    [Fact]
    public void Other_names_are_not_known() =>
        Assert.False(SrtpProfileFacts.TryParseSuiteName("NULL_HMAC_SHA1_80", out _));
}
