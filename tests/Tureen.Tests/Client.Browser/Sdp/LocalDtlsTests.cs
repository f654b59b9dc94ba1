using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;
using Tureen.Tests.Ortc;

namespace Tureen.Tests.Client.Browser.Sdp;

public sealed class LocalDtlsTests
{
    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public void Fingerprint_and_role_are_those_that_mediasoup_client_sent(string browser)
    {
        var fixture = BrowserFixture.Read(browser + "-produce-video-vp8");

        DtlsParameters parameters = LocalDtls.Read(
            SessionDescription.Parse(fixture.GetProperty("offerSdp").GetString()!), DtlsRole.Client);

        JsonAssert.Same(fixture.GetProperty("connect").GetProperty("dtlsParameters"), parameters);
    }

    [Theory]
    [InlineData("a=setup:actpass")]
    [InlineData("a=fingerprint:sha-256 AA")]
    public void A_description_without_role_or_fingerprint_is_refused(string line) =>
        Assert.Throws<InvalidOperationException>(
            () => LocalDtls.Read(SessionDescription.Parse($"v=0\r\n{line}\r\n"), DtlsRole.Client));
}
