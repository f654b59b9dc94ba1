using Tureen.Engine.Srtp;

namespace Tureen.Tests.Engine.Srtp;

public class SrtpKeyDerivationTests
{
    [Fact]
    public void The_keys_of_RFC_3711_appendix_B_3_hold()
    {
        using var derivation = new SrtpKeyDerivation(
            Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139"),
            Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6"));
        SrtpSessionKeys keys = derivation.DeriveRtpKeys();
        byte[] authentication = new byte[94];
        derivation.Derive(SrtpKeyLabel.RtpAuthentication, authentication);

        Assert.Equal("C61E7A93744F39EE10734AFE3FF7A087", Convert.ToHexString(keys.Encryption));
        Assert.Equal("30CBBC08863D8C85D49DB34A9AE1", Convert.ToHexString(keys.Salt));
        Assert.Equal("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4", Convert.ToHexString(keys.Authentication));
        Assert.Equal(keys.Authentication, authentication[..20]);
    }
}
