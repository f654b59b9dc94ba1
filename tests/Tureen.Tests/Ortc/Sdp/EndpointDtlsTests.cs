using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Tests.Ortc.Sdp;

public sealed class EndpointDtlsTests
{
    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public void Fingerprint_and_role_are_those_that_mediasoup_client_sent(string browser)
    {
        var fixture = BrowserFixture.Read(browser + "-produce-video-vp8");

        DtlsParameters parameters = EndpointDtls.Read(
            SessionDescription.Parse(fixture.GetProperty("offerSdp").GetString()!), DtlsRole.Client);

        JsonAssert.Same(fixture.GetProperty("connect").GetProperty("dtlsParameters"), parameters);
    }

    [Theory]
    [InlineData("a=setup:actpass")]
    [InlineData("a=fingerprint:sha-256 AA")]
    public void A_description_without_role_or_fingerprint_is_refused(string line) =>
        Assert.Throws<InvalidOperationException>(
            () => EndpointDtls.Read(SessionDescription.Parse($"v=0\r\n{line}\r\n"), DtlsRole.Client));
}
