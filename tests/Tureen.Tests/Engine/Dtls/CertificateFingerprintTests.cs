using Tureen.Engine.Dtls;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Dtls;

public class CertificateFingerprintTests
{
    private const string Sha1 = "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB";

    [Fact]
    public void Case_does_not_matter()
    {
        Assert.True(CertificateFingerprint.TryParse(FingerprintAlgorithm.Sha1, Sha1, out CertificateFingerprint upper));
        Assert.True(CertificateFingerprint.TryParse(FingerprintAlgorithm.Sha1, Sha1.ToLowerInvariant(), out CertificateFingerprint lower));
        Assert.Equal(upper, lower);
        Assert.Equal(Sha1, lower.Value);
    }

    [Theory]
    [InlineData(FingerprintAlgorithm.Sha1, null)]
    [InlineData(FingerprintAlgorithm.Sha1, "")]
    [InlineData(FingerprintAlgorithm.Sha256, Sha1)]
    [InlineData(FingerprintAlgorithm.Sha1, "4A-AD-B9-B1-3F-82-18-3B-54-02-12-DF-3E-5D-49-6B-19-E5-7C-AB")]
    [InlineData(FingerprintAlgorithm.Sha1, "4AADB:9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:ABX")]
    public void Other_texts_are_refused(FingerprintAlgorithm algorithm, string? value) =>
        Assert.False(CertificateFingerprint.TryParse(algorithm, value, out _));
}
