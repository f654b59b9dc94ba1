using Tureen.Ortc;

namespace Tureen.Tests.Api;

public sealed class MediasoupTests
{
    [Fact]
    public void A01_The_version_is_that_of_the_package() => Assert.Equal("0.1.0", Mediasoup.Version);

    [Fact]
    public async Task A02_Log_listeners_hear_of_a_new_worker_and_may_throw_or_be_missing()
    {
        var heard = new List<string>();
        Mediasoup.SetLogEventListeners(new LogEventListeners
        {
            OnDebug = (name, _) =>
            {
                lock (heard)
                {
                    heard.Add(name);
                }

                throw new InvalidOperationException("ignored");
            },
        });
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        Mediasoup.SetLogEventListeners();

        Assert.Contains("mediasoup:Worker", heard.ToArray());
    }

    [Fact]
    public void A03_Supported_capabilities_are_a_copy()
    {
        RtpCapabilities first = Mediasoup.GetSupportedRtpCapabilities();
        first.Codecs.Clear();

        Assert.NotEmpty(Mediasoup.GetSupportedRtpCapabilities().Codecs);
    }

    [Theory]
    [InlineData("L1T3", 1, 3, false)]
    [InlineData("L3T2_KEY", 3, 2, true)]
    [InlineData("S2T3", 2, 3, false)]
    [InlineData("foo", 1, 1, false)]
    [InlineData(null, 1, 1, false)]
    public void A04_Scalability_modes_are_read(string? text, int spatial, int temporal, bool ksvc) =>
        Assert.Equal(new ScalabilityMode(spatial, temporal, ksvc), Mediasoup.ParseScalabilityMode(text));
}
