using Tureen.Ortc;

namespace Tureen.Tests.Api;

/// <summary>The example of the README, so that it stays true.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public async Task The_example_of_the_readme_works()
    {
        // README: begin
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync(new RouterOptions
        {
            MediaCodecs = [new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48000, Channels = 2 }],
        });
        WebRtcTransport transport = await router.CreateWebRtcTransportAsync(
            new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1" }] });
        transport.OnDtlsStateChange += state => Console.WriteLine($"DTLS is {state}");
        Console.WriteLine($"Listening on {transport.IceCandidates[0].Address}:{transport.IceCandidates[0].Port}");
        // README: end
        Assert.NotEmpty(transport.IceCandidates);
    }
}
