using Tureen.Engine.Dtls;

namespace Tureen.Tests.Engine.Dtls;

public class DtlsFingerprintTests
{
    private const string Sha1 = "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB";

    [Fact]
    public void Case_does_not_matter()
    {
        Assert.True(DtlsFingerprint.TryParse("sha-1", Sha1, out DtlsFingerprint upper));
        Assert.True(DtlsFingerprint.TryParse("SHA-1", Sha1.ToLowerInvariant(), out DtlsFingerprint lower));
        Assert.Equal(upper, lower);
        Assert.Equal(Sha1, lower.Value);
    }

    [Theory]
    [InlineData("md5", Sha1)]
    [InlineData(null, Sha1)]
    [InlineData("sha-1", null)]
    [InlineData("sha-1", "")]
    [InlineData("sha-256", Sha1)]
    [InlineData("sha-1", "4A-AD-B9-B1-3F-82-18-3B-54-02-12-DF-3E-5D-49-6B-19-E5-7C-AB")]
    [InlineData("sha-1", "4AADB:9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:ABX")]
    public void Other_texts_are_refused(string? algorithm, string? value) =>
        Assert.False(DtlsFingerprint.TryParse(algorithm, value, out _));
}
